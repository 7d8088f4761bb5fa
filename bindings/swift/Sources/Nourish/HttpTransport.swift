import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A `Transport` over the platform's own HTTP client, with its proxies and trusted certificates, for a library that was built without
/// one. The address is that of the mailbox, such as `https://mailbox.example.org`.
public final class HttpTransport: Transport {
    private let address: String
    private let session: URLSession

    public init(address: String, session: URLSession = .shared) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.session = session
    }

    /// Waits for the reply: it is called on a thread that may.
    public func post(request: MailboxRequest) throws -> MailboxReply {
        guard let url = URL(string: address + request.path) else { throw TransportError.Unreachable }
        var posted = URLRequest(url: url, timeoutInterval: Double(request.deadlineMs) / 1_000)
        posted.httpMethod = "POST"
        posted.httpBody = request.body
        for header in request.headers { posted.setValue(header.value, forHTTPHeaderField: header.name) }
        let answered = Answered()
        session.dataTask(with: posted) { body, response, _ in
            answered.put((response as? HTTPURLResponse).map { HttpTransport.reply($0, body ?? Data()) })
        }.resume()
        guard let reply = answered.wait() else { throw TransportError.Unreachable }
        return reply
    }

    private static func reply(_ response: HTTPURLResponse, _ body: Data) -> MailboxReply {
        MailboxReply(
            status: UInt16(clamping: response.statusCode),
            contentType: response.value(forHTTPHeaderField: "content-type"),
            timeS: response.value(forHTTPHeaderField: "nourish-time").flatMap { Int64($0) },
            body: body)
    }
}

/// A reply that is waited for; it is put once, before the wait ends.
private final class Answered: @unchecked Sendable {
    private let arrived = DispatchSemaphore(value: 0)
    private var reply: MailboxReply?

    func put(_ reply: MailboxReply?) {
        self.reply = reply
        arrived.signal()
    }

    func wait() -> MailboxReply? {
        arrived.wait()
        return reply
    }
}
