import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A `Transport` over the platform's own HTTP client, with its proxies and trusted certificates, for a library that was built without
/// one. The address is that of the mailbox, such as `https://mailbox.example.org`.
public final class HttpTransport: Transport {
    private let address: String
    private let posts = Posts()
    private let session: URLSession

    public init(address: String, configuration: URLSessionConfiguration = .default) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        session = URLSession(configuration: configuration, delegate: posts, delegateQueue: nil)
    }

    deinit {
        session.finishTasksAndInvalidate()
    }

    /// Waits for the reply: it is called on a thread that may.
    public func post(request: MailboxRequest) throws -> MailboxReply {
        guard let url = URL(string: address + request.path) else { throw TransportError.Unreachable }
        var posted = URLRequest(url: url, timeoutInterval: Double(request.deadlineMs) / 1_000)
        posted.httpMethod = "POST"
        posted.httpBody = request.body
        for header in request.headers { posted.setValue(header.value, forHTTPHeaderField: header.name) }
        guard let (response, body) = posts.wait(for: session.dataTask(with: posted)) else { throw TransportError.Unreachable }
        return MailboxReply(
            status: UInt16(clamping: response.statusCode),
            contentType: response.value(forHTTPHeaderField: "content-type"),
            timeS: response.value(forHTTPHeaderField: "nourish-time").flatMap { Int64($0) },
            body: body)
    }
}

/// Posts under way. They follow no redirect: a request is signed for one mailbox and shown to no other.
private final class Posts: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private struct Post {
        let arrived = DispatchSemaphore(value: 0)
        var body = Data()
    }

    private let lock = NSLock()
    private var posts: [Int: Post] = [:]

    /// What came back, whole; nothing where it did not.
    func wait(for task: URLSessionDataTask) -> (HTTPURLResponse, Data)? {
        let post = Post()
        lock.withLock { posts[task.taskIdentifier] = post }
        task.resume()
        post.arrived.wait()
        let body = lock.withLock { posts.removeValue(forKey: task.taskIdentifier)?.body }
        guard task.error == nil, let response = task.response as? HTTPURLResponse, let body else { return nil }
        return (response, body)
    }

    func urlSession(
        _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse, newRequest _: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_: URLSession, dataTask task: URLSessionDataTask, didReceive data: Data) {
        lock.withLock { posts[task.taskIdentifier]?.body.append(data) }
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError _: (any Error)?) {
        _ = lock.withLock { posts[task.taskIdentifier]?.arrived.signal() }
    }
}
