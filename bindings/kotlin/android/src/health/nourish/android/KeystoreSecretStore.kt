package health.nourish.android

import android.content.Context
import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.UserNotAuthenticatedException
import android.util.Base64
import health.nourish.Gate
import health.nourish.SecretStore
import health.nourish.SecretStoreException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.KeyStoreException
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

private const val PROVIDER = "AndroidKeyStore"
private const val CIPHER = "AES/GCM/NoPadding"
private const val NONCE_BYTES = 12
private const val TAG_BITS = 128
/** For how long one look at the sensor unlocks a key with [Gate.BIOMETRIC]. */
private const val UNLOCKED_FOR_S = 15

/**
 * Secrets sealed by keys that the Android Keystore keeps, in StrongBox where the phone has one. Before a call with [Gate.BIOMETRIC], let
 * the person unlock with BiometricPrompt; without that it says `Locked`. What is stored is of no use in a backup or on another phone:
 * exclude `shared_prefs/nourish_keys.xml` from backups, and have a recovery code beside it.
 */
public class KeystoreSecretStore(context: Context) : SecretStore {
    private val sealed = context.applicationContext.getSharedPreferences("nourish_keys", Context.MODE_PRIVATE)
    private val keys = KeyStore.getInstance(PROVIDER).apply { load(null) }

    override fun put(name: String, secret: ByteArray, gate: Gate): Unit = told {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, makeKey(name, gate)) }
        val bytes = cipher.iv + cipher.doFinal(secret)
        secret.fill(0)
        val written = sealed.edit().putString(name, Base64.encodeToString(bytes, Base64.NO_WRAP)).commit()
        if (!written) throw SecretStoreException.Unusable()
    }

    override fun get(name: String): ByteArray = told {
        val bytes = Base64.decode(sealed.getString(name, null) ?: throw SecretStoreException.Gone(), Base64.NO_WRAP)
        val key = keys.getKey(name, null) as? SecretKey ?: throw SecretStoreException.Gone()
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES))
        cipher.doFinal(bytes, NONCE_BYTES, bytes.size - NONCE_BYTES)
    }

    override fun remove(name: String): Unit = told {
        keys.deleteEntry(name)
        if (!sealed.edit().remove(name).commit()) throw SecretStoreException.Unusable()
    }

    private fun makeKey(name: String, gate: Gate): SecretKey = try {
        generate(name, gate, strongBox = true)
    } catch (_: ProviderException) {
        // No StrongBox, or a full one.
        generate(name, gate, strongBox = false)
    }

    private fun generate(name: String, gate: Gate, strongBox: Boolean): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(name, purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
        if (strongBox) spec.setIsStrongBoxBacked(true)
        if (gate == Gate.BIOMETRIC) {
            spec.setUserAuthenticationRequired(true)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
                spec.setUserAuthenticationParameters(UNLOCKED_FOR_S, KeyProperties.AUTH_BIOMETRIC_STRONG)
            } else {
                @Suppress("DEPRECATION")
                spec.setUserAuthenticationValidityDurationSeconds(UNLOCKED_FOR_S)
            }
        }
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).run {
            init(spec.build())
            generateKey()
        }
    }

    /** What the platform throws, as what can be done next. */
    private fun <T> told(act: () -> T): T = try {
        act()
    } catch (_: KeyPermanentlyInvalidatedException) {
        throw SecretStoreException.Gone()
    } catch (_: UserNotAuthenticatedException) {
        throw SecretStoreException.Locked()
    } catch (_: KeyStoreException) {
        throw SecretStoreException.Busy()
    } catch (_: GeneralSecurityException) {
        throw SecretStoreException.Unusable()
    }
}
