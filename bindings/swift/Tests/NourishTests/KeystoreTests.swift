import Foundation
import Nourish
import Testing

/// A keystore in memory, which can be told to fail.
private final class MemoryStore: SecretStore, @unchecked Sendable {
    private let lock = NSLock()
    private var secrets: [String: Data] = [:]
    private var failure: (any Error)?

    func fail(with error: (any Error)?) { lock.withLock { failure = error } }

    func put(name: String, secret: Data, gate: Gate) throws {
        try lock.withLock {
            if let failure { throw failure }
            secrets[name] = secret
        }
    }

    func get(name: String) throws -> Data {
        try lock.withLock {
            if let failure { throw failure }
            guard let secret = secrets[name] else { throw SecretStoreError.Gone }
            return secret
        }
    }

    func remove(name: String) throws {
        try lock.withLock {
            if let failure { throw failure }
            secrets[name] = nil
        }
    }
}

@Suite struct KeystoreTests {
    @Test func aKeystoreOpensTheJournalAndOneThatFailsLeavesItLockedNotLost() throws {
        let folder = try Folder()
        let store = MemoryStore()
        #expect(trySecretStore(store: store, gate: .device) == [])
        let code = try RecoveryCode.make()
        let path = folder.path("journal.nourish")
        let journal = try Journal.createWithRecoveryCode(path: path, code: code)
        _ = try journal.addToStore(store: store, gate: .biometric, label: "phone", now: now)
        try journal.logWeight(68_400)

        #expect(try Journal.openFromStore(path: path, store: store).entryCount() == 1)
        store.fail(with: SecretStoreError.Busy)
        #expect(throws: JournalError.KeystoreFailed(reason: .busy, ways: [.recoveryCode])) { try Journal.openFromStore(path: path, store: store) }
        struct Unexpected: Error {}
        store.fail(with: Unexpected())
        #expect(throws: JournalError.KeystoreFailed(reason: .unusable, ways: [.recoveryCode])) { try Journal.openFromStore(path: path, store: store) }
        let typed = try RecoveryCode.read(texts: [code.words()])
        #expect(try Journal.openWithRecoveryCode(path: path, code: typed).entryCount() == 1)
    }
}
