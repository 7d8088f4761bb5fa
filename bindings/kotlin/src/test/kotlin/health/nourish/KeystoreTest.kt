package health.nourish

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.ZonedDateTime
import java.util.concurrent.ConcurrentHashMap
import kotlin.io.path.readBytes
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue


/** Text that a careless host puts into its exceptions. */
private const val LEAK = "unmistakable-leak"

/** A keystore in memory, which fails where a test says so. */
private class MemoryStore : SecretStore {
    val kept = ConcurrentHashMap<String, ByteArray>()
    val gates = ConcurrentHashMap<String, Gate>()
    var failing: (() -> Nothing)? = null

    override fun put(name: String, secret: ByteArray, gate: Gate) {
        failing?.invoke()
        kept[name] = secret.copyOf()
        gates[name] = gate
    }

    override fun get(name: String): ByteArray {
        failing?.invoke()
        return kept[name]?.copyOf() ?: throw SecretStoreException.Gone()
    }

    override fun remove(name: String) {
        failing?.invoke()
        kept.remove(name)
    }
}

class KeystoreTest {
    @TempDir
    lateinit var folder: Path

    private val now = ZonedDateTime.parse("2026-11-20T20:00:00+01:00[Europe/Madrid]")
    private val path get() = folder.resolve("journal.nourish").toString()
    private val opened = mutableListOf<Journal>()
    private val store = MemoryStore()

    @AfterEach
    fun close() = opened.forEach(Journal::close)

    private fun create() = Journal.create(path, PASSPHRASE).also(opened::add)

    private fun openFromStore() = Journal.openFromStore(path, store).also(opened::add)

    private fun Journal.logWeight() = log(Draft(Fact.Weight(Weight(68_400u)), now), now)

    private fun everythingThatIsShown(error: Throwable): String =
        generateSequence(error) { it.cause }.joinToString("\n") { it.stackTraceToString() + it }

    @Test
    fun `a store in memory keeps every promise, and one that forgets breaks some`() {
        assertEquals(emptyList(), trySecretStore(store, Gate.BIOMETRIC))
        val forgetful = object : SecretStore by store {
            override fun put(name: String, secret: ByteArray, gate: Gate) = Unit
        }
        assertTrue(trySecretStore(forgetful, Gate.DEVICE).isNotEmpty())
    }

    @Test
    fun `the keystore opens the journal beside the passphrase`() {
        val journal = create()
        journal.logWeight()

        val id = journal.addToStore(store, Gate.BIOMETRIC, "her phone", now)

        val name = store.kept.keys.single()
        assertEquals(Gate.BIOMETRIC, store.gates[name])
        assertEquals(1uL, openFromStore().entryCount())
        assertEquals(1uL, Journal.open(path, PASSPHRASE).also(opened::add).entryCount())
        val way = journal.ways().single { it.id == id }
        assertEquals(Way(id, WayKind.KEYSTORE, now.toInstant().toEpochMilli(), "her phone"), way)
        val locked = lockedWays(path).single { it.kind == WayKind.KEYSTORE }
        assertEquals(LockedWay(id, WayKind.KEYSTORE, Gate.BIOMETRIC, name), locked)
    }

    @Test
    fun `a host that asks without blocking fetches the key first`() {
        create().addToStore(store, Gate.BIOMETRIC, "", now)
        val name = lockedWays(path).firstNotNullOf { it.keystoreName }

        assertEquals(0uL, Journal.openWithKeystoreKey(path, store.get(name)).also(opened::add).entryCount())

        val wrong = assertThrows<JournalException.Locked> { Journal.openWithKeystoreKey(path, ByteArray(32)) }
        assertEquals(LockReason.WRONG_SECRET, wrong.reason)
        assertThrows<JournalException.Locked> { Journal.openWithKeystoreKey(path, ByteArray(5)) }
    }

    @Test
    fun `a keystore that fails says how, names the other ways, and changes nothing`() {
        create().apply { addToStore(store, Gate.DEVICE, "", now) }.close()
        val before = Path.of(path).readBytes()
        val failures = mapOf<KeystoreFailure, () -> Nothing>(
            KeystoreFailure.GONE to { throw SecretStoreException.Gone() },
            KeystoreFailure.BUSY to { throw SecretStoreException.Busy() },
            KeystoreFailure.CANCELLED to { throw SecretStoreException.Cancelled() },
            KeystoreFailure.LOCKED to { throw SecretStoreException.Locked() },
            KeystoreFailure.UNUSABLE to { throw SecretStoreException.Unusable() },
        )
        assertEquals(KeystoreFailure.entries.toSet(), failures.keys)
        for ((expected, failing) in failures) {
            store.failing = failing

            val failed = assertThrows<JournalException.KeystoreFailed> { openFromStore() }

            assertEquals(expected, failed.reason)
            assertEquals(listOf(WayKind.PASSPHRASE), failed.ways)
        }
        assertContentEquals(before, Path.of(path).readBytes())
        assertEquals(1, store.kept.size, "nothing was made anew or wiped")
        store.failing = null
        assertEquals(0uL, openFromStore().entryCount())
        assertEquals(0uL, Journal.open(path, PASSPHRASE).also(opened::add).entryCount())
    }

    @Test
    fun `nothing of a host's own exception reaches ours`() {
        val journal = create()
        journal.addToStore(store, Gate.DEVICE, "", now)
        store.failing = { throw IllegalStateException(LEAK, RuntimeException("$LEAK, the cause")) }

        val opening = assertThrows<JournalException.KeystoreFailed> { openFromStore() }
        val adding = assertThrows<JournalException.KeystoreFailed> { journal.addToStore(store, Gate.DEVICE, "", now) }

        for (failed in listOf(opening, adding)) {
            assertEquals(KeystoreFailure.UNUSABLE, failed.reason)
            assertFalse(LEAK in everythingThatIsShown(failed))
        }
        assertEquals(2, journal.ways().size)
    }

    @Test
    fun `a key of another journal, or half of one, is as good as gone`() {
        create().addToStore(store, Gate.DEVICE, "", now)
        val name = store.kept.keys.single()
        for (other in listOf(ByteArray(32) { 7 }, store.kept.getValue(name).copyOf(31), ByteArray(0))) {
            store.kept[name] = other
            val failed = assertThrows<JournalException.KeystoreFailed> { openFromStore() }
            assertEquals(KeystoreFailure.GONE, failed.reason)
        }
    }

    @Test
    fun `a recovery code opens the journal, typed, scanned or in two shares`() {
        val journal = create()
        journal.logWeight()
        val code = RecoveryCode.make()
        journal.addRecoveryCode(code, "drawer", now)
        val (family, clinic, drawer) = code.split()

        val readings = listOf(
            listOf(code.words().uppercase()),
            listOf(code.payload()),
            listOf(clinic.words(), family.payload()),
            listOf(drawer.payload(), clinic.payload()),
        )
        for (texts in readings) {
            val read = RecoveryCode.read(texts)
            assertEquals(1uL, Journal.openWithRecoveryCode(path, read).also(opened::add).entryCount())
        }
        assertTrue(code.page(now.toLocalDate()).startsWith("<!DOCTYPE html>"))
        assertTrue(family.set() in family.page(now.toLocalDate()))
        assertEquals(listOf(1, 2, 3), listOf(family, clinic, drawer).map { it.number().toInt() })
    }

    @Test
    fun `an app without a passphrase begins with a recovery code and its keystore`() {
        val code = RecoveryCode.make()
        val journal = Journal.createWithRecoveryCode(path, code).also(opened::add)
        journal.addToStore(store, Gate.BIOMETRIC, "", now)

        assertEquals(0uL, openFromStore().entryCount())
        store.kept.clear()
        val failed = assertThrows<JournalException.KeystoreFailed> { openFromStore() }
        assertEquals(listOf(WayKind.RECOVERY_CODE), failed.ways)
        assertEquals(0uL, Journal.openWithRecoveryCode(path, code).also(opened::add).entryCount())
    }

    @Test
    fun `a recovery code that cannot be read is answered without repeating it`() {
        val typed = RecoveryCode.make().words().split(' ').toMutableList().apply { set(4, LEAK) }

        val refused = assertThrows<JournalException.UnreadableRecoveryCode> {
            RecoveryCode.read(listOf(typed.joinToString(" ")))
        }

        assertTrue("word 5 " in refused.problem)
        assertFalse(LEAK in everythingThatIsShown(refused))
        val (one) = RecoveryCode.make().split()
        val (_, other) = RecoveryCode.make().split()
        val mixed = assertThrows<JournalException.UnreadableRecoveryCode> {
            RecoveryCode.read(listOf(one.words(), other.words()))
        }
        assertTrue(one.set() in mixed.problem && other.set() in mixed.problem)
    }

    @Test
    fun `codes and shares are not printed by accident`() {
        val code = RecoveryCode.make()
        val words = code.words().split(' ').windowed(2) { it.joinToString(" ") }
        assertTrue(words.none { it in code.toString() || it in code.split().first().toString() })
    }

    @Test
    fun `ways to unlock are changed and taken away, but for the last one`() {
        val journal = create()
        val second = journal.addPassphrase("a second invention", "her brother", now)
        val changed = journal.changePassphrase("a second invention", "a third invention", now)

        assertNotEquals(second, changed)
        assertEquals("her brother", journal.ways().single { it.id == changed }.label)
        assertThrows<JournalException.Locked> { Journal.open(path, "a second invention") }
        assertThrows<JournalException.Locked> { journal.changePassphrase("a guess", "a fourth invention", now) }
        assertThrows<JournalException.NoSuchWay> { journal.revoke(second) }
        assertThrows<JournalException.UnusableLabel> { journal.addPassphrase("another", "x".repeat(121), now) }
        journal.revoke(changed)
        assertThrows<JournalException.LastWay> { journal.revoke(journal.ways().single().id) }
        assertNull(journal.ways().single().madeMs, "made with the journal")
    }

    @Test
    fun `a new epoch and renewed keys keep what is there`() {
        val journal = create()
        journal.logWeight()
        assertEquals(1u, journal.rotate())
        journal.logWeight()
        journal.renewKeys("a new invention", now)
        journal.logWeight()

        assertThrows<JournalException.Locked> { Journal.open(path, PASSPHRASE) }
        val again = Journal.open(path, "a new invention").also(opened::add)
        assertEquals(3uL, again.entryCount())
        assertEquals(emptyList(), again.check().damage)
    }
}
