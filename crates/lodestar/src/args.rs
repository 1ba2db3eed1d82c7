//! The command line: every command with its arguments, help and examples.

mod customers;
mod facts;
mod generate;
mod identity;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub(crate) use self::customers::{Customers, KeepCustomers, Pair};
pub(crate) use facts::Facts;
pub(crate) use generate::Generate;
pub(crate) use identity::{Identity, IdentityLink};

/// One go-to-market strategy per medicine, around a shared patient unmet need, checked as a compiler checks a program.
#[derive(Debug, Parser)]
#[command(name = "lodestar", version, about, before_help = EXAMPLES, help_template = HELP, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What a command is for, then examples, then what it takes.
const HELP: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}";

const EXAMPLES: &str = "\
Examples:
  lodestar demo                               the worked example, in a browser
  lodestar check plan/                        check a folder of TOML files
  lodestar explain S403                       why a finding is raised and how to mend it
  lodestar init                               make a workspace of your own
  lodestar import plan strategy.xlsx          what a file would change, before it does";

const CHECK: &str = "\
Examples:
  lodestar check plan/                        a folder of TOML files; nothing else is needed
  lodestar check --asset A-1                  one asset of the workspace
  lodestar check plan/ --fail-on blocker      exit with 5 only for what must not go out
  lodestar check - < plan.toml                what comes from another program";

const EXPLAIN: &str = "\
Examples:
  lodestar explain                            every rule and every kind of record
  lodestar explain S403                       a rule, with examples that raise it and that do not
  lodestar explain claim                      a kind of record, with its fields";

const IMPACT: &str = "\
Examples:
  lodestar impact MS-3 --slip 6               the milestone slips by six weeks
  lodestar impact C-2 --set state=withdrawn   a claim is withdrawn
  lodestar impact E-4 --remove --of plan/     a record of a folder is taken out";

const COMPARE: &str = "\
Examples:
  lodestar compare 2026-03-01                 what has changed since that day
  lodestar compare 2026-03-01 2026-06-01      what changed between two days
  lodestar compare plan-a/ plan-b/            what differs between two folders";

const IMPORT: &str = "\
Examples:
  lodestar import template                    an empty workbook to fill in
  lodestar import plan strategy.xlsx          what it would change; nothing is written
  lodestar import apply strategy.xlsx --as medical --reason 'advisory board of May'
  lodestar import undo 3f0c…                  take it back; `lodestar history` lists the ids";

const FACTS: &str = "\
Examples:
  lodestar facts plan npidata_pfile.csv                        what the file holds; nothing is written
  lodestar facts plan 2026_20260131.zip --rejects rejects.csv  and the rows that cannot be read, to be mended
  lodestar facts map vendor.csv --table prescription > m.toml  a first mapping for a file of no known source
  lodestar facts plan vendor.csv --mapping m.toml              the file through the confirmed mapping";

const CUSTOMERS: &str = "\
Examples:
  lodestar customers keep accounts.csv calls.csv --as \"medical / Ada Example\"   what files say of stakeholders
  lodestar customers link                                                       which records are one stakeholder
  lodestar customers find quin eldham                                           by the beginnings of name and place
  lodestar customers undo 4f1c                                                  takes a file back
  lodestar customers merge veeva:A3 nppes:9000000015 --reason \"she changed her name\"";

const EXPORT: &str = "\
Examples:
  lodestar export                             TOML to the standard output
  lodestar export -o strategy.xlsx            a workbook that can be edited and imported again";

const HISTORY: &str = "\
Examples:
  lodestar history                            the latest changes, with the ids that undo them
  lodestar history N-1                        one record, field by field";

const IDENTITY: &str = "\
Examples:
  lodestar identity link crm.csv registry.csv --out clusters.csv
  lodestar identity link crm.csv registry.csv --mapping columns.toml --explain --out clusters.csv
  lodestar identity link people.csv           doubles within one file; clusters to the standard output";

const GUARDRAIL: &str = "\
Examples:
  lodestar guardrail test --as sales --stage phase3 --region US --action say --class product-claim --audience hcp --why
  lodestar guardrail rules US-15              what a rule says, why, from which source, checked how
  lodestar guardrail lint                     what nobody has checked, signed or reviewed
  lodestar guardrail draft change.toml --as compliance
  lodestar guardrail diff                     what the draft changes, for whom
  lodestar guardrail sign --as \"medical / Ada Example\"";

const GUARDRAIL_TEST: &str = "\
Examples:
  lodestar guardrail test --as sales --stage phase3 --region US --action say --class product-claim --audience hcp
  lodestar guardrail test --as medical --stage launched --region US --region DE --action share --class off-label-science --audience hcp --why
  lodestar guardrail test --as sales --stage launched --region GB --action initiate --class call --audience hcp --calls 3 --json

Ends with 0 where it is permitted, with or without obligations, and with 3 where it is forbidden. A country without a
pack, and a function or stage that no rule knows, is forbidden too: no reviewed pack, and no other's is borrowed.";

const AUDIT: &str = "\
Examples:
  lodestar audit key -o witness.key > public.txt
  lodestar audit witness /mnt/witness --key witness.key
  lodestar audit verify --witness /mnt/witness --key public.txt
  lodestar audit list --what refused --what exported
  lodestar audit evidence events 12 --witness /mnt/witness --key public.txt > proof.json
  lodestar audit verify --evidence proof.json --key public.txt";

const USER: &str = "\
Examples:
  lodestar user add ana@example.org --name 'Ana Example' --function medical --markets MK-US < password.txt
  lodestar user grant ana@example.org compliance
  lodestar user deactivate ana@example.org --reason 'has left'

The first account of a workspace is the owner’s. Passwords come from the standard input or a file, never from a flag.";

const SESSION: &str = "\
Examples:
  lodestar session list                       who is signed in, where and since when
  lodestar session end ana@example.org        all of hers, at once";

/// What holds for every command.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "For every command")]
pub(crate) struct Common {
    /// The workspace's folder
    #[arg(long, global = true, env = "LODESTAR_DATA", hide_env_values = true, default_value = "lodestar-data", value_name = "FOLDER")]
    pub(crate) data: PathBuf,
    /// Print data as JSON lines
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No colour, whatever the terminal can do
    #[arg(long, global = true)]
    pub(crate) no_color: bool,
    /// Say only what was asked for
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// The day on which the strategy is checked; today if left out
    #[arg(long, global = true, value_name = "DAY", value_parser = day)]
    pub(crate) day: Option<Date>,
    /// Who is writing: `function / name`
    #[arg(long = "as", global = true, value_name = "WHO", default_value = "leadership")]
    pub(crate) who: String,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day as 2026-03-01".to_owned())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new, empty workspace
    Init,
    /// Serve the worked example: one fictional medicine with the flaws that plans have
    Demo(Serve),
    /// Serve the workspace in a browser
    Serve(Serve),
    /// Check a folder, a file or the workspace
    #[command(before_help = CHECK, help_template = HELP)]
    Check {
        /// A TOML file or a folder of them, `-` for the standard input; the workspace if left out
        path: Option<PathBuf>,
        /// Only findings of this asset
        #[arg(long, value_name = "KEY")]
        asset: Option<String>,
        /// Only these rules: codes, names, or the letter of a family; input that cannot be read is always shown
        #[arg(long, value_name = "RULES", value_delimiter = ',')]
        only: Vec<String>,
        /// Exit with 5 from this severity on
        #[arg(long, value_enum, default_value_t = Threshold::Major, value_name = "SEVERITY")]
        fail_on: Threshold,
    },
    /// Explain a code, a rule's name, or a kind of record; all of them if nothing is named
    #[command(before_help = EXPLAIN, help_template = HELP)]
    Explain {
        /// A code, a rule's name or a kind of record: `S403`, `claim`
        what: Option<String>,
    },
    /// What a change would do: what becomes suspect, which findings come and go
    #[command(before_help = IMPACT, help_template = HELP)]
    Impact {
        /// The record
        key: String,
        /// The change: `field=value`; repeat for several. An empty value empties the field
        #[arg(long = "set", value_name = "FIELD=VALUE")]
        set: Vec<String>,
        /// Slip it by so many weeks (or -2 for earlier), with everything that waits for it
        #[arg(long, value_name = "WEEKS", allow_hyphen_values = true)]
        slip: Option<i32>,
        /// Take the record out
        #[arg(long)]
        remove: bool,
        /// A folder or file instead of the workspace, `-` for the standard input
        #[arg(long, value_name = "PATH")]
        of: Option<PathBuf>,
    },
    /// What differs between two days of the workspace, or between two folders
    #[command(before_help = COMPARE, help_template = HELP)]
    Compare {
        /// An earlier day, folder or file
        before: String,
        /// A later day, folder or file; today's workspace if left out
        after: Option<String>,
    },
    /// Bring in a file: plan, apply, undo, or get a template workbook
    #[command(before_help = IMPORT, help_template = HELP)]
    Import {
        /// What to do.
        #[command(subcommand)]
        step: Import,
    },
    /// Look into files of facts: registers, payments, prescriptions, coverage, claims, calls
    #[command(before_help = FACTS, help_template = HELP)]
    Facts {
        /// What to do.
        #[command(subcommand)]
        step: Facts,
    },
    /// Write files of facts about people who do not exist, in the layouts of real sources, with known truth
    #[command(before_help = generate::GENERATE, help_template = HELP)]
    Generate(Generate),
    /// Keep what files say of stakeholders, find out who is one, and find them
    #[command(before_help = CUSTOMERS, help_template = HELP)]
    Customers {
        /// What to do.
        #[command(subcommand)]
        step: Customers,
    },
    /// Write the workspace as TOML (to the standard output) or as a workbook
    #[command(before_help = EXPORT, help_template = HELP)]
    Export {
        /// The file to write: `.toml` or `.xlsx`; `-` for the standard output
        #[arg(short, long, default_value = "-", value_name = "FILE")]
        output: PathBuf,
        /// Overwrite an existing file
        #[arg(short, long)]
        force: bool,
        /// A folder or file instead of the workspace, `-` for the standard input
        #[arg(long, value_name = "PATH")]
        of: Option<PathBuf>,
    },
    /// Who changed what, when, acting as which function, and why
    #[command(before_help = HISTORY, help_template = HELP)]
    History {
        /// A record; all changes of the workspace if left out
        key: Option<String>,
    },
    /// Find out which records of several files are one person or organisation
    #[command(before_help = IDENTITY, help_template = HELP)]
    Identity {
        /// What to do.
        #[command(subcommand)]
        step: Identity,
    },
    /// Ask what may be said, seen and done, and change the policy that decides it
    #[command(before_help = GUARDRAIL, help_template = HELP)]
    Guardrail {
        /// What to do.
        #[command(subcommand)]
        step: Guardrail,
    },
    /// Look whether the ledger is intact
    #[command(before_help = AUDIT, help_template = HELP)]
    Audit {
        /// What to do.
        #[command(subcommand)]
        step: Audit,
    },
    /// Who may sign in, as what and where
    #[command(before_help = USER, help_template = HELP)]
    User {
        /// What to do.
        #[command(subcommand)]
        step: User,
    },
    /// Who is signed in, and the end of it
    #[command(before_help = SESSION, help_template = HELP)]
    Session {
        /// What to do.
        #[command(subcommand)]
        step: Session,
    },
    /// Look whether this machine and workspace are in order
    Doctor,
    /// Read a workbook from the standard input and write its cells; started by the server, with limits
    #[command(hide = true)]
    ReadWorkbook,
}

/// How to serve.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Serve {
    /// The port on the loopback address; 0 takes a free one
    #[arg(long, default_value_t = 7400)]
    pub(crate) port: u16,
    /// Where `audit witness` keeps its checkpoints: the Audit page then says whether the witness agrees
    #[arg(long, value_name = "PATH", requires = "witness_key")]
    pub(crate) witness: Option<PathBuf>,
    /// The public key of the witness: its text, or a file that holds it
    #[arg(long, value_name = "KEY", requires = "witness")]
    pub(crate) witness_key: Option<String>,
}

/// The steps of an import.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Show what files would change
    Plan {
        /// The files, folders of TOML files, or `-` for the standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Change it: everything in the files as one change, or nothing
    Apply {
        /// The files, folders of TOML files, or `-` for the standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Leave conflicts and what cannot be read alone, and write the rest
        #[arg(long)]
        partial: bool,
        /// Why; kept in the history
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Undo an import, or any other change, by its id from `history`
    Undo {
        /// The change's id
        batch: String,
        /// Why; kept in the history
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Write an empty workbook with one sheet per kind
    Template {
        /// The file to write
        #[arg(short, long, default_value = "lodestar.xlsx")]
        output: PathBuf,
        /// Overwrite an existing file
        #[arg(short, long)]
        force: bool,
    },
}

/// What the guardrails are asked, and the steps of a policy's life.
#[derive(Debug, Subcommand)]
pub(crate) enum Guardrail {
    /// May I? Asks the policy in force, or the one that is shipped where there is no workspace; `--as` says who asks
    #[command(before_help = GUARDRAIL_TEST, help_template = HELP)]
    Test(GuardrailTest),
    /// Every rule, or one of them
    Rules {
        /// A rule's id, as `US-15`
        id: Option<String>,
    },
    /// Every decision in one place, as a text to read and to compare
    Table {
        /// The country, or `EU`
        #[arg(long, value_name = "CC")]
        region: String,
    },
    /// What is worth a look: sources nobody has checked, packs nobody has signed, rules that never match
    Lint {
        /// A proposal in TOML, read as a change of the policy in force
        file: Option<PathBuf>,
        /// Exit with 5 for warnings too, not only for a policy that is refused
        #[arg(long)]
        strict: bool,
    },
    /// Print a policy as a text that `draft` reads: the one in force if nothing is named
    Policy {
        /// The draft
        #[arg(long, conflicts_with = "version")]
        draft: bool,
        /// A version that was in force; 0 is the policy as shipped
        #[arg(long, value_name = "VERSION")]
        version: Option<u32>,
    },
    /// Draft the next policy from a proposal in TOML; what it does not name stays as it is
    Draft {
        /// The proposal, `-` for the standard input
        #[arg(required_unless_present = "discard")]
        file: Option<PathBuf>,
        /// Give the draft up
        #[arg(long, conflicts_with = "file")]
        discard: bool,
        /// Why; kept with the policy
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// What another policy changes, in words and counts: the draft if nothing is named
    Diff {
        /// A proposal in TOML, read as a change of the policy in force
        file: Option<PathBuf>,
        /// A version that was in force
        #[arg(long, value_name = "VERSION", conflicts_with = "file")]
        to: Option<u32>,
    },
    /// Sign the draft for Medical, Commercial or Compliance, or a pack for Compliance; `--as` says who signs
    Sign {
        /// A pack instead of the draft: `us`
        #[arg(long, value_name = "NAME")]
        pack: Option<String>,
        /// Sign only this text: the digest that `diff` prints, or its beginning
        #[arg(long, value_name = "DIGEST")]
        digest: Option<String>,
        /// What the signature means
        #[arg(long, default_value = "approved for use")]
        meaning: String,
    },
    /// Put the draft in force, once all three have signed it
    Activate {
        /// Only this text: the digest that `diff` prints, or its beginning
        #[arg(long, value_name = "DIGEST")]
        digest: Option<String>,
        /// Why; kept in the audit
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Put the version in force again that was in force before
    Rollback {
        /// Another version; 0 is the policy as shipped
        #[arg(long, value_name = "VERSION")]
        to: Option<u32>,
        /// Why; kept in the audit
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// One question to the guardrails.
#[derive(Debug, ClapArgs)]
pub(crate) struct GuardrailTest {
    /// The stage of the asset in its indication, in these places: `phase3`, `launched`, `loe`
    #[arg(long)]
    pub(crate) stage: String,
    /// A country that it touches, or `EU`; repeat for several. All that have a pack if left out
    #[arg(long = "region", value_name = "CC")]
    pub(crate) regions: Vec<String>,
    /// The act: see, say, share, initiate, hand-off, plan, target, incentivise
    #[arg(long, alias = "act", value_name = "ACT")]
    pub(crate) action: String,
    /// What is seen, said or done: `product-claim`, `trial-science`
    #[arg(long)]
    pub(crate) class: String,
    /// To whom: hcp, payer, patient, public, advocate, internal
    #[arg(long, default_value = "internal")]
    pub(crate) audience: String,
    /// The company prompted the question
    #[arg(long)]
    pub(crate) solicited: bool,
    /// The channel: `e-mail`, `visit`
    #[arg(long, default_value = "")]
    pub(crate) channel: String,
    /// What else is known: `consent`, `on-label`, `origin=medical`
    #[arg(long, value_name = "FACT")]
    pub(crate) given: Vec<String>,
    /// Unsolicited calls already made on the person in twelve months
    #[arg(long, value_name = "N")]
    pub(crate) calls: Option<u32>,
    /// The smallest number of people in a cell of the data
    #[arg(long, value_name = "N")]
    pub(crate) cell: Option<u32>,
    /// Reason, source and mark of each rule that decided
    #[arg(long)]
    pub(crate) why: bool,
}

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make an account; the first one is the owner's
    Add {
        /// What the person will type to sign in
        login: String,
        /// The name as it should stand beside signatures
        #[arg(long)]
        name: String,
        /// A function the person may act as; repeat for several
        #[arg(long = "function", value_name = "FUNCTION")]
        functions: Vec<String>,
        /// Keys of the markets in which they hold, such as `MK-US,MK-DE`; `*` for all
        #[arg(long, default_value = "*", value_name = "KEYS")]
        markets: String,
        /// Make them an owner, who administers people
        #[arg(long)]
        owner: bool,
        #[command(flatten)]
        password: PasswordFrom,
        #[command(flatten)]
        why: Why,
    },
    /// Everybody with an account
    List,
    /// Let somebody sign in no more; ends their sessions at once
    Deactivate {
        /// The login
        login: String,
        #[command(flatten)]
        why: Why,
    },
    /// Let somebody sign in again
    Activate {
        /// The login
        login: String,
        #[command(flatten)]
        why: Why,
    },
    /// Give somebody a new password; ends their sessions at once
    Password {
        /// The login
        login: String,
        #[command(flatten)]
        password: PasswordFrom,
        #[command(flatten)]
        why: Why,
    },
    /// Let somebody act as a function, or in other markets than before
    Grant {
        /// The login
        login: String,
        /// The function
        function: String,
        /// Keys of the markets in which it holds, such as `MK-US,MK-DE`; `*` for all
        #[arg(long, default_value = "*", value_name = "KEYS")]
        markets: String,
        #[command(flatten)]
        why: Why,
    },
    /// Take a function from somebody; holds from their next request on
    Revoke {
        /// The login
        login: String,
        /// The function
        function: String,
        #[command(flatten)]
        why: Why,
    },
}

/// What is done with sessions.
#[derive(Debug, Subcommand)]
pub(crate) enum Session {
    /// Live sessions, of everybody or of one person
    List {
        /// The login
        login: Option<String>,
    },
    /// End somebody's sessions, or one of them
    End {
        /// The login
        login: String,
        /// The mark of one session, from the list; all if left out
        mark: Option<String>,
        #[command(flatten)]
        why: Why,
    },
}

/// Where a password comes from.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct PasswordFrom {
    /// The file whose first line is the password; the standard input if left out
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

/// Why something is done.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Why {
    /// Why; kept in the audit
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
}

/// The steps of an audit.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Verify both logs; names the first entry that is not as it was written. Works offline, on a copy too
    Verify {
        /// What was kept elsewhere: the file or folder of `audit witness`, or `seq:hash` of `audit checkpoint`
        #[arg(long, value_name = "WITNESS")]
        witness: Option<String>,
        /// The public key of the witness: its text, or a file that holds it
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// Verify evidence instead, as `audit evidence` or the Audit page wrote it; needs no workspace
        #[arg(long, value_name = "FILE", requires = "key", conflicts_with = "witness")]
        evidence: Option<PathBuf>,
    },
    /// Print the end of the revisions, to be kept elsewhere as a plain witness
    Checkpoint,
    /// Make a key that signs checkpoints; prints the public key, which verifies them
    Key {
        /// The file to write; only you can read it
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// The key's name in the checkpoints, without blanks
        #[arg(long, default_value = "witness", value_name = "NAME")]
        name: String,
    },
    /// Verify both logs, sign checkpoints of them and write these behind what a witness holds
    Witness {
        /// The witness: a file that only grows, or a folder; best on a disk that the ledger's keepers cannot write
        path: PathBuf,
        /// The file with the signing key, as `audit key` wrote it
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// List who signed in, switched, was refused, signed, exported or changed the policy; newest first
    List {
        /// Only these: `signed-in`, `refused`, `exported` …; repeat for several
        #[arg(long = "what", value_name = "WHAT")]
        what: Vec<String>,
        /// Only by this person's id
        #[arg(long, value_name = "PERSON")]
        person: Option<String>,
        /// Only about exactly this: a record's key, a class, a route
        #[arg(long, value_name = "WHAT")]
        about: Option<String>,
        /// From this instant on: `2026-03-01T00:00:00Z`
        #[arg(long, value_name = "INSTANT")]
        from: Option<jiff::Timestamp>,
        /// Before this instant
        #[arg(long, value_name = "INSTANT")]
        until: Option<jiff::Timestamp>,
        /// At most so many
        #[arg(long, default_value_t = 200, value_name = "N")]
        limit: u32,
    },
    /// Write every event as JSON lines, oldest first
    Export,
    /// Write one entry with the path that proves it under a witnessed checkpoint
    Evidence {
        /// The log: `revisions` or `events`
        log: String,
        /// The entry's place in it
        seq: u64,
        /// The witness that holds a checkpoint after the entry
        #[arg(long, value_name = "PATH")]
        witness: PathBuf,
        /// The public key of the witness: its text, or a file that holds it
        #[arg(long, value_name = "KEY")]
        key: String,
    },
}

/// From which severity on findings count as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Threshold {
    /// Only blockers.
    Blocker,
    /// Blockers and major findings.
    Major,
    /// All but notes.
    Minor,
    /// Every finding.
    Note,
    /// Never.
    Never,
}
