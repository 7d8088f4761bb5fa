//! A folder as a secret store: for computers without a keystore of their own.

use nourish_seal::{Gate, SecretStore, SecretStoreError};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The longest secret that is read back: a journal's are 32 bytes.
const SECRET_LIMIT_BYTES: u64 = 4_096;
/// The longest name.
const NAME_LIMIT_BYTES: usize = 64;

/// Keeps each secret as a file of its own in a folder, which only its owner may read. It protects from whoever has the journal
/// but not the folder, such as the keeper of a backup, and from nobody who can read both.
///
/// A folder cannot ask for a fingerprint: secrets behind [`Gate::Biometric`] are refused.
#[derive(Debug)]
pub struct SecretFolder(PathBuf);

impl SecretFolder {
    /// The store in the folder at `path`, which is made with the first secret.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    fn path(&self, name: &str) -> Result<PathBuf, SecretStoreError> {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if name.is_empty() || name.len() > NAME_LIMIT_BYTES || !name.chars().all(plain) {
            return Err(SecretStoreError::Unusable);
        }
        Ok(self.0.join(format!("{name}.secret")))
    }

    fn make_folder(&self) -> std::io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.0)
    }
}

impl SecretStore for SecretFolder {
    fn put(&self, name: &str, secret: &[u8], gate: Gate) -> Result<(), SecretStoreError> {
        if gate == Gate::Biometric {
            return Err(SecretStoreError::Unusable);
        }
        let path = self.path(name)?;
        let unfinished = path.with_extension("unfinished");
        let written = self.make_folder().and_then(|()| write_private(&unfinished, secret));
        written.and_then(|()| fs::rename(&unfinished, &path)).map_err(|error| {
            let _ = fs::remove_file(&unfinished);
            refusal(&error)
        })
    }

    fn get(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, SecretStoreError> {
        let file = File::open(self.path(name)?).map_err(|error| refusal(&error))?;
        // As large as it may become: a vector that grows leaves copies behind.
        let mut secret = Zeroizing::new(Vec::with_capacity(SECRET_LIMIT_BYTES as usize + 1));
        file.take(SECRET_LIMIT_BYTES + 1).read_to_end(&mut secret).map_err(|error| refusal(&error))?;
        if secret.len() as u64 > SECRET_LIMIT_BYTES { Err(SecretStoreError::Unusable) } else { Ok(secret) }
    }

    fn remove(&self, name: &str) -> Result<(), SecretStoreError> {
        match fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(refusal(&error)),
            _ => Ok(()),
        }
    }
}

/// Writes a file that only its owner may read, down to the disk.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn refusal(error: &std::io::Error) -> SecretStoreError {
    match error.kind() {
        ErrorKind::NotFound => SecretStoreError::Gone,
        ErrorKind::PermissionDenied => SecretStoreError::Locked,
        ErrorKind::ResourceBusy | ErrorKind::WouldBlock | ErrorKind::Interrupted | ErrorKind::TimedOut => {
            SecretStoreError::Busy
        }
        _ => SecretStoreError::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nourish_seal::try_secret_store;

    #[test]
    fn a_folder_keeps_every_promise_of_a_secret_store() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretFolder::at(&folder.path().join("keys"));
        assert_eq!(try_secret_store(&store, Gate::Device), []);
        assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 0);
    }

    #[test]
    fn a_fingerprint_and_names_that_lead_elsewhere_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretFolder::at(folder.path());
        assert_eq!(store.put("one", b"x", Gate::Biometric), Err(SecretStoreError::Unusable));
        let longest = "a".repeat(65);
        for name in ["", "../one", "a/b", "a.b", "ä", &longest] {
            assert_eq!(store.put(name, b"x", Gate::Device), Err(SecretStoreError::Unusable), "{name}");
            assert_eq!(store.get(name).unwrap_err(), SecretStoreError::Unusable, "{name}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    #[cfg(unix)]
    fn only_the_owner_may_read_a_secret() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let store = SecretFolder::at(&folder.path().join("keys"));
        store.put("one", b"x", Gate::Device).unwrap();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder.path().join("keys")), 0o700);
        assert_eq!(mode(folder.path().join("keys/one.secret")), 0o600);
    }

    #[test]
    fn an_endless_secret_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = SecretFolder::at(folder.path());
        fs::write(folder.path().join("one.secret"), vec![0; 4_096]).unwrap();
        assert_eq!(store.get("one").unwrap().len(), 4_096);
        fs::write(folder.path().join("one.secret"), vec![0; 4_097]).unwrap();
        assert_eq!(store.get("one").unwrap_err(), SecretStoreError::Unusable);
    }
}
