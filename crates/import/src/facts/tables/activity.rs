//! What people did: interactions, questions, insights, digital traces, answers to surveys.

use super::super::table::{Form::*, tables};

tables! {
    /// One interaction, however many took part: a group meeting is one row.
    INTERACTION "interaction" ["interaction_id"] {
        interaction_id Code, "", "the interaction within its source";
        function Code, "", "the function that held it, where the source says so";
        owner_id Code, "", "who held it, by the user's id in the source";
        held_on Date, "", "the day";
        channel Code, "", "in person, phone, video, email, chat, other";
        kind Code, "", "the source's type of call or visit";
        status Code, "", "planned, submitted, cancelled: the source's word";
        title Text, "", "its title";
        location_id Code, "", "the place, by its id in the source";
        location_name Text, "", "the place, by name";
        duration_minutes Real, "minutes", "how long it lasted";
        attendees Integer, "people", "how many took part, as the source counts";
        topic Code, "", "the class of topic";
    }
    /// One stakeholder in one interaction.
    INTERACTION_ATTENDEE "interaction_attendee" ["interaction_id", "record_id"] {
        interaction_id Code, "", "the interaction within its source";
        record_id Code, "", "the person or organisation, by its record in the source";
        attendee_id Code, "", "the attendance within its source";
        held_on Date, "", "the day";
        status Code, "", "the source's word";
    }
    /// One product, message, slide or topic that was used or spoken about in an interaction.
    INTERACTION_CONTENT "interaction_content" ["content_id"] {
        content_id Code, "", "the row within its source";
        interaction_id Code, "", "the interaction";
        record_id Code, "", "the person it was shown to";
        product_id Code, "", "the product";
        message_id Code, "", "the key message";
        message_name Text, "", "the key message, by name";
        presentation_name Text, "", "the presentation";
        presentation_version Code, "", "its version";
        reaction Text, "", "how the person reacted, in the source's word";
        kind Code, "", "the source's type";
        used_on Date, "", "the day";
        duration_seconds Real, "seconds", "how long it was shown";
        position Integer, "", "its number within the interaction";
    }
    /// A question that a stakeholder asked Medical.
    MEDICAL_INQUIRY "medical_inquiry" ["inquiry_id"] {
        inquiry_id Code, "", "the inquiry within its source";
        record_id Code, "", "who asked, by the record in the source";
        interaction_id Code, "", "the interaction in which it was asked";
        product_id Code, "", "the product it is about";
        question Text, "", "the question, verbatim";
        channel Code, "", "how it came or how the answer is to be sent";
        status Code, "", "the source's word";
        asked_on Date, "", "the day";
        signed_on Date, "", "the day of the signature";
        assigned_to Code, "", "who is to answer, by the user's id";
    }
    /// What somebody of Medical heard.
    MEDICAL_INSIGHT "medical_insight" ["insight_id"] {
        insight_id Code, "", "the insight within its source";
        record_id Code, "", "from whom, by the record in the source";
        interaction_id Code, "", "the interaction in which it was heard";
        parent_id Code, "", "the insight that it belongs to";
        summary Text, "", "in short";
        text Text, "", "what was heard";
        disease Text, "", "the disease";
        priority_id Code, "", "the listening priority";
        location Text, "", "where";
        status Code, "", "the source's word";
        kind Code, "", "the source's type";
        heard_on Date, "", "the day";
    }
    /// An interest that a stakeholder has stated.
    INTEREST "interest" ["interest_id"] {
        interest_id Code, "", "the interest within its source";
        record_id Code, "", "whose, by the record in the source";
        text Text, "", "what it is";
        category Text, "", "the source's category";
        until_on Date, "", "the last day on which it may be used";
    }
    /// A trace that somebody left in a digital channel.
    DIGITAL_EVENT "digital_event" ["event_id"] {
        event_id Code, "", "the event within its source";
        record_id Code, "", "who, by the record in the source";
        kind Code, "", "sent, opened, clicked, visited, registered";
        happened_on Date, "", "the day";
        channel Code, "", "the channel";
        content_id Code, "", "the content, by its id in the source";
        content_name Text, "", "the content, by name";
        product_id Code, "", "the product";
        status Code, "", "the source's word";
    }
    /// One answer of one stakeholder to one question in one wave.
    SURVEY_ANSWER "survey_answer" ["survey", "wave", "respondent", "question"] {
        survey Code, "", "the survey";
        wave Code, "", "the wave";
        respondent Code, "", "who answered, by the record in the source";
        question Code, "", "the question, or the belief that it is about";
        answer Text, "", "the answer as given";
        score Real, "", "the answer as a number";
        scale_max Real, "", "the highest number that could be given";
        answered_on Date, "", "the day";
        segment Text, "", "the segment of who answered";
    }
}
