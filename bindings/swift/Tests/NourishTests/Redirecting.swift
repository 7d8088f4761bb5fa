import Foundation

/// A server that sends every request on to another place, as a captive portal or a thief of requests does.
final class RedirectingServer: @unchecked Sendable {
    let address: String
    private let listening: Int32

    init(to place: String) throws {
        #if os(Linux)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        let listening = socket(AF_INET, stream, 0)
        var here = sockaddr_in()
        here.sin_family = sa_family_t(AF_INET)
        here.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &here) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, size) == 0 && getsockname(listening, $0, &size) == 0 }
        }
        guard bound, listen(listening, 4) == 0 else { throw CocoaError(.fileWriteUnknown) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: here.sin_port))"
        self.listening = listening
        Thread.detachNewThread {
            while case let asking = accept(listening, nil, nil), asking >= 0 {
                let path = RedirectingServer.path(of: asking)
                let reply = "HTTP/1.1 307 Temporary Redirect\r\nLocation: \(place)\(path)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                _ = reply.withCString { send(asking, $0, strlen($0), 0) }
                close(asking)
            }
        }
    }

    deinit {
        close(listening)
    }

    /// Reads a request whole, and gives its path.
    private static func path(of asking: Int32) -> String {
        var read = Data(), part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(asking, &part, part.count, 0)
            if count <= 0 { return "/" }
            read.append(contentsOf: part[..<count])
            guard let end = read.range(of: Data("\r\n\r\n".utf8)) else { continue }
            let lines = String(decoding: read[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            let length = lines.first { $0.lowercased().hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
            if read.count - end.upperBound >= length ?? 0 { return lines[0].components(separatedBy: " ").dropFirst().first ?? "/" }
        }
    }
}
