//! A connection to the database, and whether anything more may be asked on it.

use super::schema::{self, Warned};
use crate::error::MailboxError;
use postgres::{Client, Statement};
use std::collections::HashMap;

/// A connection, and what is known of it.
pub(super) struct Line {
    pub(super) client: Client,
    statements: HashMap<&'static str, Statement>,
    /// How many transactions and parts of them are open.
    pub(super) depth: usize,
    /// A part could not be undone, or the connection broke: nothing of the whole may be kept, nor anything more be asked here.
    pub(super) is_spoilt: bool,
    pub(super) warned: Warned,
}

impl Line {
    /// Connects.
    pub(super) fn open(address: &str) -> Result<Self, MailboxError> {
        let (client, warned) = schema::connect_heeding(address)?;
        Ok(Self { client, statements: HashMap::new(), depth: 0, is_spoilt: false, warned })
    }

    /// Whether nothing more may be asked here.
    pub(super) fn is_broken(&self) -> bool {
        self.is_spoilt || self.client.is_closed()
    }

    /// Asks the database, and notes whether that was the end.
    pub(super) fn asked<T>(
        &mut self,
        ask: impl Fn(&mut Self) -> Result<T, postgres::Error>,
    ) -> Result<T, MailboxError> {
        ask(self).map_err(|error| {
            self.notes_end(&error);
            error.into()
        })
    }

    /// Notes whether that was the end, and says so.
    pub(super) fn notes_end(&mut self, error: &postgres::Error) -> bool {
        self.is_spoilt |= is_end(error);
        self.is_broken()
    }

    /// A statement, prepared once.
    pub(super) fn statement(&mut self, sql: &'static str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Whether nothing more is to be had from this connection: it broke, the database stops, or can no longer be written to.
fn is_end(error: &postgres::Error) -> bool {
    use postgres::error::SqlState as State;
    let ends = [
        State::ADMIN_SHUTDOWN,
        State::CRASH_SHUTDOWN,
        State::CANNOT_CONNECT_NOW,
        State::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        State::READ_ONLY_SQL_TRANSACTION,
    ];
    error.code().is_none_or(|state| ends.contains(state))
}
