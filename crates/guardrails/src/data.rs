//! The rows and columns of the sharing matrix: what kinds of data there are, and which functions stand together.
//! What each may see stands in [`matrix`](crate::matrix).

use strategy::{Function, words_enum};

use crate::Class;

words_enum! {
    /// A kind of data that functions share or do not share: the thirteen rows of the sharing matrix.
    pub enum DataKind {
        /// Who has been engaged, by whom.
        EngagementStatus = "engagement-status",
        /// Preferred channels, consent and objection.
        ChannelPreference = "channel-preference",
        /// Affiliation, role, left, do-not-contact.
        OrganisationalStatus = "organisational-status",
        /// Calls, mails and events as they happened.
        Activity = "activity",
        /// Questions and requests from outside.
        Request = "request",
        /// Insights at community level.
        Insight = "insight",
        /// Claims and prescribing data.
        PrescribingData = "prescribing-data",
        /// Notes on what one expert believes.
        BeliefNote = "belief-note",
        /// Speaker and advisory contracts.
        Contract = "contract",
        /// Payments and transfers of value.
        Payment = "payment",
        /// Adverse events, complaints and special situations.
        AdverseEvent = "adverse-event",
        /// Who investigates in a trial.
        InvestigatorStatus = "investigator-status",
        /// Call targets and sales goals.
        SalesGoal = "sales-goal",
    }
}

words_enum! {
    /// Functions that see alike: the six columns of the sharing matrix.
    pub enum Column {
        /// Medical affairs and medical information.
        Medical = "medical",
        /// Sales.
        Sales = "sales",
        /// Marketing.
        Marketing = "marketing",
        /// Market access and health economics.
        Access = "access",
        /// Compliance and regulatory.
        Compliance = "compliance",
        /// Leadership.
        Leadership = "leadership",
    }
}

impl DataKind {
    /// The class under which the gate is asked about this kind.
    pub fn class(self) -> Class {
        match self {
            DataKind::EngagementStatus => Class::EngagementStatus,
            DataKind::ChannelPreference => Class::ChannelPreference,
            DataKind::OrganisationalStatus => Class::OrganisationalStatus,
            DataKind::Activity => Class::Activity,
            DataKind::Request => Class::Request,
            DataKind::Insight => Class::Insight,
            DataKind::PrescribingData => Class::PrescribingData,
            DataKind::BeliefNote => Class::BeliefNote,
            DataKind::Contract => Class::Contract,
            DataKind::Payment => Class::Payment,
            DataKind::AdverseEvent => Class::AdverseEvent,
            DataKind::InvestigatorStatus => Class::InvestigatorStatus,
            DataKind::SalesGoal => Class::SalesGoal,
        }
    }

    /// The kind of a class, where the class is a row of the matrix.
    pub fn of(class: Class) -> Option<DataKind> {
        DataKind::ALL.iter().copied().find(|kind| kind.class() == class)
    }

    /// The number of its row, from 1.
    pub fn row(self) -> usize {
        self as usize + 1
    }

    /// The kind as people say it, in the plural.
    pub fn words(self) -> &'static str {
        match self {
            DataKind::EngagementStatus => "engagement statuses",
            DataKind::ChannelPreference => "channel preferences",
            DataKind::OrganisationalStatus => "organisational statuses",
            DataKind::Activity => "communication activities",
            DataKind::Request => "requests and questions",
            DataKind::Insight => "insights",
            DataKind::PrescribingData => "claims and prescribing data",
            DataKind::BeliefNote => "notes on what experts believe",
            DataKind::Contract => "speaker and advisory contracts",
            DataKind::Payment => "payments and transfers of value",
            DataKind::AdverseEvent => "adverse events",
            DataKind::InvestigatorStatus => "investigator statuses",
            DataKind::SalesGoal => "call targets and sales goals",
        }
    }
}

impl Column {
    /// The column of a function. Clinical and safety have none: they see what is their own or what they are party to,
    /// and safety sees adverse events.
    pub fn of(function: Function) -> Option<Column> {
        match function {
            Function::Medical | Function::MedicalInformation => Some(Column::Medical),
            Function::Sales => Some(Column::Sales),
            Function::Marketing => Some(Column::Marketing),
            Function::MarketAccess | Function::Heor => Some(Column::Access),
            Function::Compliance | Function::Regulatory => Some(Column::Compliance),
            Function::Leadership => Some(Column::Leadership),
            Function::Clinical | Function::Safety => None,
        }
    }

    /// The functions of the column.
    pub fn functions(self) -> impl Iterator<Item = Function> {
        Function::ALL.iter().copied().filter(move |function| Column::of(*function) == Some(self))
    }

    /// The column as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Column::Medical => "Medical",
            Column::Sales => "Sales",
            Column::Marketing => "Marketing",
            Column::Access => "Market access",
            Column::Compliance => "Compliance",
            Column::Leadership => "Leadership",
        }
    }
}
