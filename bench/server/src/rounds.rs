//! Rounds: everything that is compared takes its turn in each, and each is first in turn.

use crate::cluster::{Cluster, MISSING};
use crate::device::changes;
use crate::error::BenchError;
use crate::figures::{Design, Figures};
use crate::footprint;
use crate::load::{Load, Throughput};
use crate::node::Node;
use crate::peers::Peer;
use crate::push::{self, Pushed, Sealing};
use crate::statistics::{median, percentile};
use crate::{restore, visible, waiters};
use nourish_sync::{entry_hash, to_hex};
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Requests that share a flush, as `nourish serve` has it.
const GROUP: usize = 256;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Clients that append, and how soon others see it.
    Load,
    /// A backlog pushed and pulled, beside other projects' servers.
    Peers,
    /// Devices that wait.
    Waiting,
    /// A fresh device.
    Restore,
    /// What a parcel takes on disk.
    Size,
}

impl Part {
    pub(crate) const ALL: [Self; 5] = [Self::Load, Self::Peers, Self::Waiting, Self::Restore, Self::Size];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Peers => "peers",
            Self::Waiting => "waiting",
            Self::Restore => "restore",
            Self::Size => "size",
        }
    }
}

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) rounds: usize,
    load_time: Duration,
    load_requests: usize,
    backlog: usize,
    one_by_one: usize,
    visible: usize,
    waiting: usize,
    restored: (usize, usize),
    footprint: footprint::Extent,
}

impl Extent {
    pub(crate) const WHOLE: Self = Self {
        rounds: 7,
        load_time: Duration::from_millis(600),
        load_requests: 16_000,
        backlog: 10_000,
        one_by_one: 20,
        visible: 40,
        waiting: 10_000,
        restored: (100_000, 3),
        footprint: footprint::Extent { journals: 300, parcels: 300 },
    };
    pub(crate) const QUICK: Self = Self {
        rounds: 1,
        load_time: Duration::from_millis(200),
        load_requests: 640,
        backlog: 1_000,
        one_by_one: 5,
        visible: 5,
        waiting: 500,
        restored: (2_000, 1),
        footprint: footprint::Extent { journals: 20, parcels: 20 },
    };
}

/// Our servers, each over a store of its own on the same disk.
pub(crate) struct Street {
    sqlite: Node,
    naive: Node,
    /// Two servers over one database.
    postgres: Option<(Node, Node, Cluster)>,
    folder: TempDir,
}

impl Street {
    pub(crate) fn begin(left_out: &mut Vec<String>) -> Result<Self, BenchError> {
        let folder = tempfile::tempdir()?;
        let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let postgres = match Cluster::start()? {
            Some(cluster) => {
                let address = cluster.address();
                Some((Node::start(&address, GROUP)?, Node::start(&address, GROUP)?, cluster))
            }
            None => {
                left_out.push(MISSING.to_owned());
                None
            }
        };
        let (sqlite, naive) = (Node::start(&file("ours"), GROUP)?, Node::start(&file("naive"), 1)?);
        Ok(Self { sqlite, naive, postgres, folder })
    }

    fn nodes(&self) -> Vec<(Design, &Node)> {
        let postgres = self.postgres.as_ref().map(|(node, ..)| (Design::Postgres, node));
        [(Design::Sqlite, &self.sqlite), (Design::Naive, &self.naive)].into_iter().chain(postgres).collect()
    }

    /// Clients that append, in one round.
    pub(crate) fn load(&self, extent: Extent, round: usize, to: &mut Figures) -> Result<(), BenchError> {
        to.add("disk_flush_p50_ms", Design::Sqlite, self.flush_ms()?);
        for (clients, changes_per_request) in [(1, 1), (1, 20), (64, 1), (64, 20)] {
            let (time, most_requests) = (extent.load_time, extent.load_requests);
            let load = Load { clients, changes_per_request, time, most_requests };
            for (design, node) in in_turn(self.nodes(), round) {
                let Throughput { requests_per_s, changes_per_s, p50_ms, p99_ms } =
                    load.put_on(node.address())?;
                let plural = if changes_per_request == 1 { "change" } else { "changes" };
                let name = format!(
                    "{clients}_client{}_{changes_per_request}_{plural}",
                    if clients == 1 { "" } else { "s" }
                );
                to.add(&format!("{name}_requests_per_s"), design, requests_per_s);
                to.add(&format!("{name}_changes_per_s"), design, changes_per_s);
                to.add(&format!("{name}_p50_ms"), design, p50_ms);
                to.add(&format!("{name}_p99_ms"), design, p99_ms);
            }
        }
        let mut pairs = vec![(Design::Sqlite, &self.sqlite, &self.sqlite)];
        pairs.extend(self.postgres.as_ref().map(|(one, other, _)| (Design::Postgres, one, other)));
        for (design, writes_at, waits_at) in in_turn(pairs, round) {
            let took_ms = visible::times(writes_at.address(), waits_at.address(), extent.visible)?;
            to.add("visible_p50_ms", design, median(&took_ms));
            to.add("visible_p99_ms", design, percentile(&took_ms, 99));
        }
        Ok(())
    }

    /// A backlog pushed and pulled, by our own devices and by those of the peers, in one round.
    pub(crate) fn backlog(
        &self,
        extent: Extent,
        round: usize,
        peers: &mut [Peer],
        to: &mut Figures,
    ) -> Result<(), BenchError> {
        let backlog = Backlog::make(extent)?;
        let file = self.folder.path().join("changes");
        std::fs::write(&file, backlog.changes.concat())?;
        let mut all =
            vec![Pushes::Ours(Design::Sqlite, &self.sqlite), Pushes::Ours(Design::Apart, &self.sqlite)];
        all.extend(self.postgres.as_ref().map(|(node, ..)| Pushes::Ours(Design::Postgres, node)));
        all.extend(peers.iter_mut().map(Pushes::Peer));
        for one in in_turn(all, round) {
            match one {
                Pushes::Ours(design, node) => {
                    let sealing = if design == Design::Apart { Sealing::Apart } else { Sealing::Together };
                    let pushed = push::push(node.address(), &backlog.changes, sealing)?;
                    backlog.take(design, &pushed, to)?;
                    if design != Design::Apart {
                        backlog.take_few(design, &push::one_by_one(node.address(), backlog.few())?, to);
                    }
                }
                Pushes::Peer(peer) => {
                    let (pushed, few_ms) = peer.push(&file, extent.one_by_one)?;
                    backlog.take(peer.design, &pushed, to)?;
                    backlog.take_few(peer.design, &few_ms, to);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn waiting(&self, extent: Extent, to: &mut Figures) -> Result<(), BenchError> {
        let found = waiters::wait(&self.sqlite, extent.waiting)?;
        to.add("waiting_count", Design::Sqlite, found.count as f64);
        to.add("waiting_bytes_each", Design::Sqlite, found.bytes_each);
        to.add("waiting_all_told_s", Design::Sqlite, found.all_told_s);
        Ok(())
    }

    pub(crate) fn restore(&self, extent: Extent, to: &mut Figures) -> Result<(), BenchError> {
        let mut nodes = self.nodes();
        nodes.retain(|(design, _)| *design != Design::Naive);
        for (design, node) in nodes {
            let (entries, times) = extent.restored;
            let restored = restore::restore(node.address(), entries, times)?;
            to.add("restore_entries", design, restored.entries as f64);
            to.add("sync_requests_giving", design, restored.giving_requests as f64);
            to.add("sync_requests_taking", design, restored.taking_requests as f64);
            restored.ms.iter().for_each(|ms| to.add("restore_ms", design, *ms));
        }
        Ok(())
    }

    pub(crate) fn size(&self, extent: Extent, to: &mut Figures) -> Result<(), BenchError> {
        let cluster = self.postgres.as_ref().map(|(_, _, cluster)| cluster);
        let footprint = footprint::measure(extent.footprint, cluster)?;
        to.add("parcel_bytes_beyond_sealed", Design::Sqlite, footprint.sqlite_bytes);
        if let Some(bytes) = footprint.postgres_bytes {
            to.add("parcel_bytes_beyond_sealed", Design::Postgres, bytes);
        }
        Ok(())
    }

    /// How long this disk takes for a flush, the median of 50, in milliseconds.
    fn flush_ms(&self) -> Result<f64, BenchError> {
        let mut file = std::fs::File::create(self.folder.path().join("flush"))?;
        file.write_all(&[0; 4_096])?;
        let mut took_ms = Vec::new();
        for place in 0..50_u64 {
            file.write_all_at(&[1; 4_096], place * 4_096)?;
            let begun = Instant::now();
            file.sync_data()?;
            took_ms.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        Ok(median(&took_ms))
    }
}

/// Who pushes a backlog.
enum Pushes<'a> {
    Ours(Design, &'a Node),
    Peer(&'a mut Peer),
}

/// Changes that everyone pushes and pulls in a round.
struct Backlog {
    changes: Vec<Vec<u8>>,
    one_by_one: usize,
    sha256: String,
}

impl Backlog {
    fn make(extent: Extent) -> Result<Self, BenchError> {
        let changes = changes(extent.backlog)?;
        let sha256 = to_hex(&entry_hash(&changes.concat()));
        Ok(Self { changes, one_by_one: extent.one_by_one, sha256 })
    }

    /// Those that are pushed one a request.
    fn few(&self) -> &[Vec<u8>] {
        self.changes.get(..self.one_by_one).unwrap_or_default()
    }

    /// Notes what a design took, if the very same came back from it.
    fn take(&self, design: Design, pushed: &Pushed, to: &mut Figures) -> Result<(), BenchError> {
        if pushed.sha256 != self.sha256 {
            return Err(BenchError::Lost { who: design.name().to_owned() });
        }
        let count = self.changes.len() as f64;
        to.add("push_changes_per_s", design, count / pushed.push_ms * 1e3);
        to.add("pull_changes_per_s", design, count / pushed.pull_ms * 1e3);
        to.add("push_bytes_per_change", design, pushed.pushed_bytes / count);
        to.add("pull_bytes_per_change", design, pushed.pulled_bytes / count);
        Ok(())
    }

    fn take_few(&self, design: Design, took_ms: &[f64], to: &mut Figures) {
        let total_ms: f64 = took_ms.iter().sum();
        to.add("one_by_one_per_s", design, took_ms.len() as f64 / total_ms * 1e3);
        to.add("one_by_one_p50_ms", design, median(took_ms));
    }
}

/// The same, each first in turn.
fn in_turn<T>(mut all: Vec<T>, round: usize) -> Vec<T> {
    let first = round % all.len().max(1);
    all.rotate_left(first);
    all
}
