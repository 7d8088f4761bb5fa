#if canImport(Security) && canImport(LocalAuthentication)
import Foundation
import LocalAuthentication
import Security

/// Secrets sealed to a key that the Secure Enclave keeps, in the Keychain of this device alone: they come into no backup and onto no
/// other device, so have a recovery code beside them. With `.biometric` the system asks the person; a changed set of fingers or faces
/// makes the secret `Gone`.
public final class KeychainSecretStore: SecretStore {
    private let service: String
    private let prompt: String

    /// `prompt` is what the system shows when it asks for a finger or a face.
    public init(service: String = "health.nourish", prompt: String) {
        (self.service, self.prompt) = (service, prompt)
    }

    public func put(name: String, secret: Data, gate: Gate) throws {
        try remove(name: name)
        let key = try makeKey(name, gate)
        guard let open = SecKeyCopyPublicKey(key),
            let sealed = SecKeyCreateEncryptedData(open, KeychainSecretStore.algorithm, secret as CFData, nil) as Data?
        else { throw SecretStoreError.Unusable }
        let item: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: name, kSecValueData: sealed,
            kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
        ]
        try check(SecItemAdd(item as CFDictionary, nil))
    }

    public func get(name: String) throws -> Data {
        let sealed: Data = try find([
            kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: name, kSecReturnData: true,
        ])
        let context = LAContext()
        context.localizedReason = prompt
        let key: SecKey = try find(keyQuery(name).merging([kSecReturnRef: true, kSecUseAuthenticationContext: context]) { $1 })
        var failure: Unmanaged<CFError>?
        guard let secret = SecKeyCreateDecryptedData(key, KeychainSecretStore.algorithm, sealed as CFData, &failure) as Data? else {
            throw meaning(failure?.takeRetainedValue())
        }
        return secret
    }

    public func remove(name: String) throws {
        let item: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: name]
        for query in [item, keyQuery(name)] {
            let status = SecItemDelete(query as CFDictionary)
            if status != errSecItemNotFound { try check(status) }
        }
    }

    private static let algorithm = SecKeyAlgorithm.eciesEncryptionCofactorVariableIVX963SHA256AESGCM

    private func keyQuery(_ name: String) -> [CFString: Any] {
        [kSecClass: kSecClassKey, kSecAttrKeyClass: kSecAttrKeyClassPrivate, kSecAttrApplicationTag: Data("\(service).\(name)".utf8)]
    }

    private func makeKey(_ name: String, _ gate: Gate) throws -> SecKey {
        let flags: SecAccessControlCreateFlags = gate == .biometric ? [.privateKeyUsage, .biometryCurrentSet] : .privateKeyUsage
        guard let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, flags, nil) else {
            throw SecretStoreError.Unusable
        }
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256, kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs: [
                kSecAttrIsPermanent: true, kSecAttrApplicationTag: Data("\(service).\(name)".utf8), kSecAttrAccessControl: access,
            ] as [CFString: Any],
        ]
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, nil) else { throw SecretStoreError.Unusable }
        return key
    }

    private func find<T>(_ query: [CFString: Any]) throws -> T {
        var found: CFTypeRef?
        try check(SecItemCopyMatching(query as CFDictionary, &found))
        guard let found = found as? T else { throw SecretStoreError.Unusable }
        return found
    }

    private func check(_ status: OSStatus) throws {
        switch status {
        case errSecSuccess: return
        case errSecItemNotFound: throw SecretStoreError.Gone
        case errSecInteractionNotAllowed: throw SecretStoreError.Locked
        case errSecUserCanceled: throw SecretStoreError.Cancelled
        case errSecNotAvailable: throw SecretStoreError.Busy
        default: throw SecretStoreError.Unusable
        }
    }

    private func meaning(_ failure: CFError?) -> SecretStoreError {
        guard let failure = failure as Error? else { return .Unusable }
        switch (failure as? LAError)?.code {
        case .userCancel, .systemCancel, .appCancel, .userFallback: return .Cancelled
        case .biometryLockout: return .Locked
        case .biometryNotEnrolled: return .Gone
        default: return .Unusable
        }
    }
}
#endif
