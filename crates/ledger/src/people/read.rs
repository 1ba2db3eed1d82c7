//! Finding people.

use uuid::Uuid;

use crate::people::{Person, find, person, store};
use crate::store::Param;
use crate::{Body, Error, Ledger};

impl Ledger {
    /// Everybody with an account, the deactivated too, by login.
    pub fn people(&self) -> Result<Vec<Person>, Error> {
        self.read(store::everybody)
    }

    /// Whether there is any account. Until there is, the first to come makes the owner's.
    pub fn has_people(&self) -> Result<bool, Error> {
        let sql = "SELECT id FROM person LIMIT 1";
        self.read(|connection| Ok(connection.one(sql, &[], |row| row.text())?.is_some()))
    }

    /// The person with this id.
    pub fn person(&self, id: Uuid) -> Result<Option<Person>, Error> {
        self.read(|connection| find(connection, id))
    }

    /// The person with this login, however it is typed.
    pub fn person_with_login(&self, login: &str) -> Result<Option<Person>, Error> {
        let sql = concat!("SELECT ", store::columns!(), " FROM person AS p WHERE p.login = $1");
        self.read(|connection| connection.one(sql, &[Param::Text(&person::login(login))], store::read))
    }

    /// Keeps a person's own settings. They decide nothing and are not in the audit.
    pub fn set_preferences(&self, person: Uuid, preferences: &Body) -> Result<(), Error> {
        let text = serde_json::Value::Object(preferences.clone()).to_string();
        self.write(|connection| {
            let sql = "UPDATE person SET preferences = $1 WHERE id = $2";
            connection.execute(sql, &[Param::Text(&text), Param::Text(&person.to_string())])?;
            Ok(((), 1))
        })
    }
}
