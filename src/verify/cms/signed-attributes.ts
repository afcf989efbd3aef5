import { dotted, encodeDer, readDer, TAG, type DerNode } from './der.js';
import { demand, Fields } from './shape.js';

/** The signed attributes of a signer: what is signed, and the one value of each by its OID. */
export interface SignedAttributes {
  /** DER with the SET OF tag: what the signature is made over (RFC 5652 §5.4). */
  readonly raw: Buffer;
  readonly values: ReadonlyMap<string, DerNode>;
}

/**
 * Reads signed attributes as they stand in a SignerInfo, with the tag [0]: in DER's order, each once and with one value.
 * `further`: tags that are known beside the usual ones. Throws ShapeError.
 */
export function readSignedAttributes(node: DerNode, further?: ReadonlySet<number>): SignedAttributes {
  // on the wire the tag is [0]; the signature is over the SET OF, whose order DER prescribes
  const set = readDer(encodeDer({ ...node, tag: TAG.set }), further);
  demand(set !== null, 'de ondertekende kenmerken staan niet in volgorde');
  const values = new Map<string, DerNode>();
  for (const attribute of set.children) {
    const fields = new Fields(attribute);
    demand(attribute.tag === TAG.sequence, 'een ondertekend kenmerk is beschadigd');
    const oid = dotted(fields.take(TAG.oid, 'een ondertekend kenmerk'));
    const held = fields.take(TAG.set, 'een ondertekend kenmerk');
    fields.end('een ondertekend kenmerk');
    const [value] = held.children;
    demand(
      value !== undefined && held.children.length === 1 && !values.has(oid),
      'een ondertekend kenmerk staat er niet precies één keer',
    );
    values.set(oid, value);
  }
  return { raw: set.raw, values };
}
