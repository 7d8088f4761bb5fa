import Foundation

@_exported import NourishCore

// Calls of the journal block while they read the disk, or the network in a sync. Here they are made on a queue that may block, so
// that nothing of Swift's own few threads is held up.

/// Makes a call that takes a few milliseconds, such as `try await offMain { try journal.today(now: now) }`. It is not interrupted.
public func offMain<T: Sendable>(_ call: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        blocking.async { continuation.resume(with: Result(catching: call)) }
    }
}

extension Journal {
    /// Imports a file; cancelling the task calls it off, and nothing is imported.
    public func importing(_ file: FileToImport, now: ZonedDate = .now()) async throws -> ImportResult {
        try await callOff { try self.importFile(file: file, now: now, cancellation: $0) }
    }

    /// Looks at a file without storing anything; cancelling the task calls it off.
    public func previewing(_ file: FileToImport, now: ZonedDate = .now()) async throws -> ImportResult {
        try await callOff { try self.previewFile(file: file, now: now, cancellation: $0) }
    }

    /// Syncs; cancelling the task calls it off, and what was exchanged until then stays.
    public func syncing(with mailbox: Mailbox, now: ZonedDate = .now(), budget: SyncBudget? = nil) async throws -> SyncReport {
        try await callOff { try self.sync(mailbox: mailbox, now: now, budget: budget, cancellation: $0) }
    }

    /// Waits until the mailbox has something new, at most so many seconds; cancelling the task calls it off.
    public func news(from mailbox: Mailbox, within seconds: Double = 30) async throws -> Bool {
        try await callOff { try self.waitForNews(mailbox: mailbox, waitMs: UInt32(seconds * 1_000), cancellation: $0) }
    }

    /// Waits for the newcomer of an invitation.
    public func newcomer(of inviting: Inviting, at mailbox: Mailbox, every seconds: Double = 1) async throws -> Invitation {
        try await asking(every: seconds) { try self.findNewcomer(inviting: inviting, mailbox: mailbox) }
    }
}

/// Answers an invitation once it is there.
public func joining(code: String, deviceName: String, at mailbox: Mailbox, every seconds: Double = 1) async throws -> Joining {
    try await asking(every: seconds) { try answerInvitation(code: code, deviceName: deviceName, mailbox: mailbox) }
}

extension Joining {
    /// Waits for the words to compare.
    public func words(at mailbox: Mailbox, every seconds: Double = 1) async throws -> ComparingWords {
        try await asking(every: seconds) { try self.findWords(mailbox: mailbox) }
    }
}

extension ComparingWords {
    /// Waits until the inviter lets this device in.
    public func welcome(at mailbox: Mailbox, every seconds: Double = 1) async throws -> Joined {
        try await asking(every: seconds) { try self.findWelcome(mailbox: mailbox) }
    }
}

private let blocking = DispatchQueue(label: "health.nourish.blocking", qos: .userInitiated, attributes: .concurrent)

private func asking<T: Sendable>(every seconds: Double, _ look: @escaping @Sendable () throws -> T?) async throws -> T {
    while true {
        if let found = try await offMain(look) { return found }
        try await Task.sleep(for: .seconds(seconds))
    }
}

/// Returns only once the call has: what it works on may be closed or deleted then.
private func callOff<T: Sendable>(_ call: @escaping @Sendable (Cancellation) throws -> T) async throws -> T {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
        do {
            return try await offMain { try call(cancellation) }
        } catch JournalError.Cancelled where Task.isCancelled {
            throw CancellationError()
        }
    } onCancel: {
        cancellation.cancel()
    }
}
