import forge from 'node-forge';

/** Certificate and key of a client, as PEM. */
export interface KeyPair {
  /** The client's own certificate first, those of its authorities behind it. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** The certificates of a trust store in PEM or PKCS12. Throws an `Error` with the cure. */
export function readTrustStore(bytes: Buffer, password: string | undefined, path: string): string {
  if (isPem(bytes)) return bytes.toString('utf8');
  const certificates = readBags(bytes, password, path).filter((bag) => bag.type === forge.pki.oids.certBag);
  if (certificates.length === 0) throw new Error(`${path} holds no certificate`);
  return certificates.map((bag) => toPem('CERTIFICATE', describeCertificate(bag))).join('');
}

/** The client's certificate and key of a key store in PEM or PKCS12. Throws an `Error` with the cure. */
export function readKeyStore(bytes: Buffer, password: string | undefined, path: string): KeyPair {
  if (isPem(bytes)) return splitPem(bytes.toString('utf8'), path);
  const bags = readBags(bytes, password, path);
  const { pkcs8ShroudedKeyBag, keyBag, certBag } = forge.pki.oids;
  const key = bags.find(({ type }) => type === pkcs8ShroudedKeyBag || type === keyBag);
  const certificates = bags.filter(({ type }) => type === certBag);
  if (key === undefined || certificates.length === 0) throw new Error(`${path} holds no key with its certificate`);
  const isOwn = (bag: forge.pkcs12.Bag) => describeKeyId(bag) === describeKeyId(key);
  const ordered = [...certificates.filter(isOwn), ...certificates.filter((bag) => !isOwn(bag))];
  return {
    certificatePem: ordered.map((bag) => toPem('CERTIFICATE', describeCertificate(bag))).join(''),
    privateKeyPem: toPem('PRIVATE KEY', describeKey(key)),
  };
}

/** PEM as OpenSSL wants it, of one whose lines were joined or blanked to fit into a property, as Kafka takes it. */
export function restorePemLines(text: string): string {
  return text.replaceAll(/-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*/g, (_all, label, body) =>
    formatPem(label, body.replaceAll(/\s+/g, '')),
  );
}

function formatPem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END ${label}-----\n`;
}

function isPem(bytes: Buffer): boolean {
  return bytes.subarray(0, 65_536).includes('-----BEGIN ');
}

function splitPem(text: string, path: string): KeyPair {
  const blocks = text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----\n?/g) ?? [];
  const key = blocks.find((block) => /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(block));
  const certificates = blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----'));
  if (key === undefined || certificates.length === 0) throw new Error(`${path} holds no key with its certificate`);
  return { certificatePem: certificates.map((block) => `${block.trimEnd()}\n`).join(''), privateKeyPem: key };
}

function readBags(bytes: Buffer, password: string | undefined, path: string): readonly forge.pkcs12.Bag[] {
  const magic = bytes.subarray(0, 4).toString('hex');
  if (magic === 'feedfeed' || magic === 'cececece') {
    const target = `${path.replace(/\.(jks|jceks|keystore|truststore)$/i, '')}.p12`;
    throw new Error(
      `${path} is a JKS store, which only Java reads: convert it with "keytool -importkeystore -srckeystore ${path} -destkeystore ${target} -deststoretype PKCS12" and name ${target}`,
    );
  }
  if (password === undefined) throw new Error(`${path} is a PKCS12 store, which needs its password`);
  try {
    const store = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes.toString('binary')), false, password);
    return store.safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (error) {
    if (/MAC could not be verified/.test((error as Error).message)) throw new Error(`the password of ${path} is wrong`);
    throw new Error(`${path} is neither PEM nor PKCS12`);
  }
}

/** The parser knows RSA only; of other kinds it hands over the untouched structure, which is all that is needed. */
function describeCertificate(bag: forge.pkcs12.Bag): forge.asn1.Asn1 {
  return bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
}

function describeKey(bag: forge.pkcs12.Bag): forge.asn1.Asn1 {
  return bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
}

function describeKeyId(bag: forge.pkcs12.Bag): string {
  const attributes = bag.attributes as Readonly<Record<string, readonly string[] | undefined>>;
  return Buffer.from(attributes.localKeyId?.[0] ?? '', 'binary').toString('hex');
}

function toPem(label: string, structure: forge.asn1.Asn1): string {
  return formatPem(label, Buffer.from(forge.asn1.toDer(structure).getBytes(), 'binary').toString('base64'));
}
