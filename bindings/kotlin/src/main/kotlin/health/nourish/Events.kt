package health.nourish

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * What happens to the journal from the moment on that it is collected: no event is lost. Collect it where the screen lives, and read
 * anew what is shown on [Event.Changed].
 */
public fun Journal.events(): Flow<Event> = flow {
    val heard = Channel<Event>(Channel.UNLIMITED)
    val listener = object : Observer {
        override fun notice(event: Event) {
            heard.trySend(event)
        }
    }
    observe(listener).use { observation ->
        try {
            for (event in heard) emit(event)
        } finally {
            observation.end()
        }
    }
}
