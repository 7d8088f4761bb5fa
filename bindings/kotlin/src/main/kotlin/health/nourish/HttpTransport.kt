package health.nourish

import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URI

/**
 * A [Transport] over the platform's own HTTP client, with its proxies and trusted certificates, for a library that was built without
 * one. [address] is that of the mailbox, such as `https://mailbox.example.org`.
 */
public class HttpTransport(address: String) : Transport {
    private val address = address.trimEnd('/')

    override fun post(request: MailboxRequest): MailboxReply = try {
        val connection = URI(address + request.path).toURL().openConnection() as HttpURLConnection
        try {
            exchange(connection, request)
        } finally {
            connection.disconnect()
        }
    } catch (_: IOException) {
        throw TransportException.Unreachable()
    }

    private fun exchange(connection: HttpURLConnection, request: MailboxRequest): MailboxReply {
        connection.requestMethod = "POST"
        connection.instanceFollowRedirects = false
        connection.connectTimeout = request.deadlineMs.toInt()
        connection.readTimeout = request.deadlineMs.toInt()
        connection.doOutput = true
        request.headers.forEach { connection.setRequestProperty(it.name, it.value) }
        connection.setFixedLengthStreamingMode(request.body.size)
        connection.outputStream.use { it.write(request.body) }
        val status = connection.responseCode
        val body = if (status < 400) connection.inputStream else connection.errorStream
        return MailboxReply(
            status = status.toUShort(),
            contentType = connection.contentType,
            timeS = connection.getHeaderField("nourish-time")?.toLongOrNull(),
            body = body?.use(InputStream::readBytes) ?: ByteArray(0),
        )
    }
}
