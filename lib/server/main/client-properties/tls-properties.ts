import type { KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';
import type { ConfigFiles } from '../config-files';
import { type KeyPair, readKeyStore, readTrustStore, restorePemLines } from './key-store';
import type { PropertyLedger } from './property-ledger';

/** Stores that came without a file of their own (Kafdrop's variables); they stand in for the locations. */
export interface GivenStores {
  readonly trustStore?: Buffer;
  readonly keyStore?: Buffer;
}

/** What the `ssl.` keys say; refusals are in the ledger. */
export function describeTlsProperties(ledger: PropertyLedger, files: ConfigFiles, given: GivenStores): KafkaTlsConfig {
  // What a store is shows in its bytes.
  for (const key of ['ssl.truststore.type', 'ssl.keystore.type']) ledger.take(key);
  const pair = readPair(ledger, files, given.keyStore);
  return {
    caPem: readAuthorities(ledger, files, given.trustStore),
    certificatePem: pair?.certificatePem,
    privateKeyPem: pair?.privateKeyPem,
    ...(pair === undefined ? {} : { privateKeyPassphrase: ledger.take('ssl.key.password') }),
    ...(isNameUnchecked(ledger) ? { verifyHostName: false } : {}),
  };
}

function readAuthorities(ledger: PropertyLedger, files: ConfigFiles, given: Buffer | undefined): string | undefined {
  const inline = ledger.takeText('ssl.truststore.certificates');
  if (inline !== undefined) return restorePemLines(inline);
  return readStore(ledger, files, 'ssl.truststore', given, readTrustStore);
}

function readPair(ledger: PropertyLedger, files: ConfigFiles, given: Buffer | undefined): KeyPair | undefined {
  const certificatePem = ledger.takeText('ssl.keystore.certificate.chain');
  const privateKeyPem = ledger.takeText('ssl.keystore.key');
  if (certificatePem !== undefined && privateKeyPem !== undefined)
    return { certificatePem: restorePemLines(certificatePem), privateKeyPem: restorePemLines(privateKeyPem) };
  if (certificatePem !== undefined || privateKeyPem !== undefined) {
    const missing = certificatePem === undefined ? 'ssl.keystore.certificate.chain' : 'ssl.keystore.key';
    ledger.refuse(missing, 'is missing: key and certificate come together');
    return undefined;
  }
  return readStore(ledger, files, 'ssl.keystore', given, readKeyStore);
}

function readStore<T>(
  ledger: PropertyLedger,
  files: ConfigFiles,
  prefix: 'ssl.truststore' | 'ssl.keystore',
  given: Buffer | undefined,
  read: (bytes: Buffer, password: string | undefined, path: string) => T,
): T | undefined {
  const key = `${prefix}.location`;
  const location = ledger.takeText(key);
  const password = ledger.take(`${prefix}.password`);
  if (given === undefined && location === undefined) return undefined;
  return ledger.attempt(key, () =>
    given === undefined ? read(files.bytes(location ?? ''), password, location ?? '') : read(given, password, prefix),
  );
}

/** As in Kafka, an empty value switches the check of the broker's name off; any other leaves it on. */
function isNameUnchecked(ledger: PropertyLedger): boolean {
  const key = 'ssl.endpoint.identification.algorithm';
  const value = ledger.take(key);
  if (value === undefined || value.trim() !== '') return false;
  ledger.remark(key, 'is empty: the name of a broker is not checked against its certificate');
  return true;
}
