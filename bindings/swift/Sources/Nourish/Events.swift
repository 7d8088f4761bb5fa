import Foundation

extension Journal {
    /// What happens to the journal, for as long as it is iterated: no event is lost. Read anew what is shown on `.changed`.
    public func events() -> AsyncStream<Event> {
        AsyncStream { continuation in
            let observation = self.observe(observer: Listener(continuation))
            continuation.onTermination = { _ in observation.end() }
        }
    }
}

private final class Listener: Observer {
    private let continuation: AsyncStream<Event>.Continuation

    init(_ continuation: AsyncStream<Event>.Continuation) {
        self.continuation = continuation
    }

    func notice(event: Event) throws {
        continuation.yield(event)
    }
}
