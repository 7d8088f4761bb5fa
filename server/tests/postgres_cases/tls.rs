//! TLS to the database, with certificates that live for a test.

use super::{Node, append, kept, key, open};
use crate::cluster::Cluster;
use nourish_server::{MailboxError, PostgresMailbox, StoreAddress};
use nourish_sync::{Kept, SystemEntropy};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

/// One who vouches for certificates.
fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A database that takes connections over the network with TLS alone, and the certificates that vouch for it and for another.
fn cluster_with_tls() -> (Cluster, String, [String; 2]) {
    let mut cluster = Cluster::initialised().unwrap();
    let [right, wrong] = ["right.example.org", "wrong.example.org"].map(authority);
    let (host_key, host) =
        (KeyPair::generate().unwrap(), CertificateParams::new(vec!["127.0.0.1".into()]).unwrap());
    let certificate = host.signed_by(&host_key, &right).unwrap();
    cluster.write("data/server.crt", certificate.pem().as_bytes());
    cluster.write("data/server.key", host_key.serialize_pem().as_bytes());
    cluster.write("data/pg_hba.conf", b"local all all trust\nhostssl all all 127.0.0.1/32 trust\n");
    let roots = [("right.pem", right), ("wrong.pem", wrong)].map(|(name, authority)| {
        cluster.write(name, authority.pem().as_bytes());
        cluster.path(name).to_str().unwrap().replace('/', "%2F")
    });
    cluster.set("ssl=on");
    let port = cluster.listen();
    cluster.run();
    let name = cluster.database().rsplit('/').next().unwrap().to_owned();
    let address = format!("postgres://postgres@127.0.0.1:{port}/{name}");
    (cluster, address, roots)
}

pub(super) fn speaks_tls(outer: &mut Cluster) {
    let (cluster, address, [right, wrong]) = cluster_with_tls();
    let refused = |query: &str| {
        PostgresMailbox::open(&format!("{address}{query}"), &mut SystemEntropy::new()).unwrap_err()
    };
    // The database takes nobody without it, and its certificate is held against who vouches for it.
    assert_eq!(refused(""), MailboxError::StorageUnavailable);
    assert_eq!(refused("?sslmode=disable"), MailboxError::StorageUnavailable);
    for mode in ["require", "verify-full"] {
        assert_eq!(refused(&format!("?sslmode={mode}&sslrootcert={wrong}")), MailboxError::DatabaseTls);
    }
    assert_eq!(refused("?sslmode=verify-full"), MailboxError::NotATlsMode);
    assert_eq!(refused("?sslmode=verify-full&sslrootcert=%2Fnowhere"), MailboxError::NoRoots);
    let elsewhere = address.replace("127.0.0.1", "localhost");
    let elsewhere = format!("{elsewhere}?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={right}");
    let named = PostgresMailbox::open(&elsewhere, &mut SystemEntropy::new()).unwrap_err();
    assert_eq!(named, MailboxError::DatabaseTls, "it is made out to another host");
    // One that has none is not spoken to in plain text.
    let plain = format!("{}?sslmode=require", outer.database());
    let plain = PostgresMailbox::open(&plain, &mut SystemEntropy::new()).unwrap_err();
    assert_eq!(plain, MailboxError::DatabaseTls);

    drop(open(&format!("{address}?sslmode=require")));
    let address = format!("{address}?sslmode=verify-full&sslrootcert={right}");
    assert!(address.parse::<StoreAddress>().is_ok());
    let (one, other, first) = (Node::start(&address), Node::start(&address), key(1));
    assert_eq!(kept(one.ask(&first, &append(b"one"))), [Kept::At(1)]);
    assert_eq!(kept(other.ask(&first, &append(b"two"))), [Kept::At(2)]);
    let hidden = "SELECT count(*) >= 16 AND bool_and(ssl)
         FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'nourish'";
    assert_eq!(cluster.asked(&cluster.address("postgres"), hidden).as_deref(), Some("t"));
}
