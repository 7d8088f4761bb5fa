import Foundation
import Nourish
import Testing

@Suite struct CircleTests {
    let folder: Folder
    let served: ServedMailbox

    init() throws {
        folder = try Folder()
        served = try ServedMailbox(in: folder)
    }

    private func founded() throws -> Journal {
        let journal = try folder.journal("patient")
        try journal.foundCircle(name: "Nerea Invented", deviceName: "phone", now: now)
        try journal.moveToMailbox(address: served.address)
        return journal
    }

    /// Both sides of a pairing: what each person does on their own device.
    private func pair(_ patient: Journal, _ mailbox: Mailbox, _ name: String, _ role: Role) async throws -> Journal {
        let inviting = try await offMain { try patient.invite(invited: .member(name: name, role: role), mailbox: mailbox) }
        let path = folder.path(name)
        let newcomer = Task {
            let words = try await joining(code: inviting.code(), deviceName: "their phone", at: mailbox, every: 0.02)
                .words(at: mailbox, every: 0.02)
            let joined = try await words.welcome(at: mailbox, every: 0.02)
            return (words.words(), try Journal.join(joined: joined, path: path, passphrase: passphrase))
        }
        let invitation = try await patient.newcomer(of: inviting, at: mailbox, every: 0.02)
        #expect(invitation.deviceName() == "their phone")
        try await offMain { try patient.letIn(invitation: invitation, mailbox: mailbox, now: now) }
        let (words, journal) = try await newcomer.value
        #expect(words == invitation.words(), "both people saw the same words")
        return journal
    }

    @Test func twoJournalsSyncThroughAMailbox() async throws {
        let mailbox = try Mailbox.at(address: served.address)
        let patient = try founded()
        try patient.logWeight(68_400)
        let carer = try await pair(patient, mailbox, "Ander Invented", .carer)

        #expect(try await carer.syncing(with: mailbox, now: now).received == 1)
        #expect(try carer.today(now: now).sums.weightG == 68_400)
        _ = try carer.log(draft: Draft(fact: .note(Note(text: "soup")), occurred: now), now: now)
        #expect(try await carer.syncing(with: mailbox, now: now).given == 1)
        #expect(try await patient.news(from: mailbox))
        #expect(try await patient.syncing(with: mailbox, now: now).received == 1)
        #expect(try patient.circle()?.members.map(\.name) == ["Nerea Invented", "Ander Invented"])
        #expect(try patient.circle()?.words == carer.circle()?.words)
        #expect(try patient.syncStatus(now: now).troubles.isEmpty)
    }

    @Test func anAppsOwnNetworkingCarriesASync() async throws {
        let mailbox = Mailbox.over(transport: HttpTransport(address: served.address))
        let patient = try founded()
        try patient.logWeight(68_400)
        #expect(try await patient.syncing(with: mailbox, now: now).given == 1)
        let clinic = try await pair(patient, mailbox, "Clinic Invented", .reader)
        _ = try await clinic.syncing(with: mailbox, now: now)
        #expect(try clinic.today(now: now).sums.weightG == 68_400)
        #expect(throws: JournalError.NotAllowed(role: .reader)) { try clinic.logWeight(68_000) }
    }

    @Test func aRequestIsShownToNoOtherServer() throws {
        let elsewhere = try RedirectingServer(to: served.address)
        let mailbox = Mailbox.over(transport: HttpTransport(address: elsewhere.address))
        let patient = try founded()
        #expect(throws: JournalError.NotAMailbox) { try patient.sync(mailbox: mailbox, now: now) }
    }

    @Test func whatAnAppsNetworkingThrowsIsUnreachable() throws {
        struct Secret: Error { let text = "a secret of the app" }
        final class Broken: Transport {
            func post(request: MailboxRequest) throws -> MailboxReply { throw Secret() }
        }
        let mailbox = Mailbox.over(transport: Broken())
        let patient = try founded()
        #expect(throws: JournalError.MailboxUnreachable) { try patient.sync(mailbox: mailbox, now: now) }
    }

    @Test func anAppHearsOfASyncAndCallsWaitingOff() async throws {
        let mailbox = try Mailbox.at(address: served.address)
        let patient = try founded()
        var events = patient.events().makeAsyncIterator()
        _ = try await patient.syncing(with: mailbox, now: now)
        #expect(await events.next() == .syncBegan)
        #expect(await events.next() == .changed)
        guard case .syncEnded(let report) = await events.next() else { Issue.record("the sync ended"); return }
        #expect(report.troubles.isEmpty)

        let begun = Date()
        let waiting = Task { try await patient.news(from: mailbox, within: 60) }
        try await Task.sleep(for: .milliseconds(200))
        #expect(try patient.today(now: now).entries.isEmpty, "the journal is free meanwhile")
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(Date().timeIntervalSince(begun) < 10)
    }
}
