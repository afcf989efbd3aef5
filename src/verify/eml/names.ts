/** Namespaces of EML_NL (Kiesraad, EML_NL 1.2.2 and 1.3) and of XML itself. */
export const EML_NS = 'urn:oasis:names:tc:evs:schema:eml';
export const KR_NS = 'http://www.kiesraad.nl/extensions';
/** Addresses, and what EML_NL 1.3 tells of a polling station (110b). */
export const XAL_NS = 'urn:oasis:names:tc:ciq:xsdschema:xAL:2.0';
export const SB_NS = 'http://www.kiesraad.nl/sb-extensions';
/** Names of persons (230b, 520). */
export const XNL_NS = 'urn:oasis:names:tc:ciq:xsdschema:xNL:2.0';
export const DS_NS = 'http://www.w3.org/2000/09/xmldsig#';
export const XML_NS = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NS = 'http://www.w3.org/2000/xmlns/';
