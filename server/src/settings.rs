//! A server's settings as a file: TOML, with the names of the options of `nourish serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use toml::{Table, Value};

/// What a file of settings says; nothing of what it does not mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where parcels are kept.
    pub store: Option<String>,
    /// The address and port to listen at.
    pub listen: Option<SocketAddr>,
    /// A file with a token a line.
    pub token_file: Option<PathBuf>,
    /// Whether only journals that are listed may be brought.
    pub listed_only: Option<bool>,
    /// Most that one journal may take, in MiB.
    pub journal_mib: Option<u64>,
    /// The certificate and those between it and a root, as PEM.
    pub tls_certificate: Option<PathBuf>,
    /// Its private key, as PEM.
    pub tls_key: Option<PathBuf>,
    /// Most requests a minute of one address.
    pub address_requests: Option<u32>,
    /// Most requests a minute of one journal.
    pub journal_requests: Option<u32>,
    /// Most requests a minute of one device.
    pub device_requests: Option<u32>,
    /// Whether counts are shown at `/metrics`.
    pub metrics: Option<bool>,
}

/// A file of settings that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// It is no TOML.
    #[error("line {line} is not TOML; write settings like listen = \"127.0.0.1:7878\"")]
    NotToml {
        /// The line, from 1.
        line: usize,
    },
    /// A name is not known.
    #[error("{name} is no setting")]
    Unknown {
        /// The name.
        name: String,
    },
    /// A value is of another form.
    #[error("{name} must be {form}")]
    Form {
        /// The setting.
        name: &'static str,
        /// What it must be.
        form: &'static str,
    },
}

impl Settings {
    /// Reads a file's text.
    ///
    /// # Errors
    /// [`SettingsError`].
    ///
    /// ```
    /// use nourish_server::Settings;
    ///
    /// let settings = Settings::read("listen = \"127.0.0.1:7878\"\njournal-mib = 64")?;
    /// assert_eq!(settings.journal_mib, Some(64));
    /// # Ok::<(), nourish_server::SettingsError>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| SettingsError::NotToml {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
        })?;
        let mut settings = Self::default();
        for (name, value) in &table {
            settings.take(name, value)?;
        }
        Ok(settings)
    }

    fn take(&mut self, name: &str, value: &Value) -> Result<(), SettingsError> {
        let path = |name| text(name, value).map(|text| Some(PathBuf::from(text)));
        match name {
            "store" => self.store = text("store", value)?.to_owned().into(),
            "listen" => {
                let address = text("listen", value)?.parse();
                self.listen = Some(address.map_err(|_| form("listen", "an address and port in quotes"))?);
            }
            "token-file" => self.token_file = path("token-file")?,
            "listed-only" => self.listed_only = Some(flag("listed-only", value)?),
            "journal-mib" => self.journal_mib = Some(number("journal-mib", value, 1..=1_048_576)?),
            "tls-certificate" => self.tls_certificate = path("tls-certificate")?,
            "tls-key" => self.tls_key = path("tls-key")?,
            "address-requests" => self.address_requests = Some(requests("address-requests", value)?),
            "journal-requests" => self.journal_requests = Some(requests("journal-requests", value)?),
            "device-requests" => self.device_requests = Some(requests("device-requests", value)?),
            "metrics" => self.metrics = Some(flag("metrics", value)?),
            _ => return Err(SettingsError::Unknown { name: name.to_owned() }),
        }
        Ok(())
    }
}

fn text<'a>(name: &'static str, value: &'a Value) -> Result<&'a str, SettingsError> {
    value.as_str().ok_or_else(|| form(name, "text in quotes"))
}

fn flag(name: &'static str, value: &Value) -> Result<bool, SettingsError> {
    value.as_bool().ok_or_else(|| form(name, "true or false"))
}

fn number(
    name: &'static str,
    value: &Value,
    range: std::ops::RangeInclusive<u64>,
) -> Result<u64, SettingsError> {
    let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
    number.filter(|number| range.contains(number)).ok_or_else(|| form(name, "a whole number in its range"))
}

fn requests(name: &'static str, value: &Value) -> Result<u32, SettingsError> {
    let number = number(name, value, 0..=u64::from(u32::MAX))?;
    u32::try_from(number).map_err(|_| form(name, "a whole number in its range"))
}

const fn form(name: &'static str, form: &'static str) -> SettingsError {
    SettingsError::Form { name, form }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read() {
        let text = r#"
            store = "sqlite:a.sqlite"
            listen = "[::1]:80"
            token-file = "tokens"
            listed-only = true
            journal-mib = 5
            tls-certificate = "c.pem"
            tls-key = "k.pem"
            address-requests = 0
            journal-requests = 7
            device-requests = 8
            metrics = true
        "#;
        let expected = Settings {
            store: Some("sqlite:a.sqlite".into()),
            listen: Some("[::1]:80".parse().unwrap()),
            token_file: Some("tokens".into()),
            listed_only: Some(true),
            journal_mib: Some(5),
            tls_certificate: Some("c.pem".into()),
            tls_key: Some("k.pem".into()),
            address_requests: Some(0),
            journal_requests: Some(7),
            device_requests: Some(8),
            metrics: Some(true),
        };
        assert_eq!(Settings::read(text), Ok(expected));
        assert_eq!(Settings::read(""), Ok(Settings::default()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let refused = |text| Settings::read(text).unwrap_err();
        assert_eq!(refused("metrics = true\nlisten ="), SettingsError::NotToml { line: 2 });
        assert_eq!(refused("lisent = 1"), SettingsError::Unknown { name: "lisent".into() });
        assert!(matches!(refused("listen = \"here\""), SettingsError::Form { name: "listen", .. }));
        assert!(matches!(refused("journal-mib = 0"), SettingsError::Form { name: "journal-mib", .. }));
        assert!(matches!(
            refused("device-requests = -1"),
            SettingsError::Form { name: "device-requests", .. }
        ));
        assert!(matches!(refused("metrics = 1"), SettingsError::Form { name: "metrics", .. }));
    }
}
