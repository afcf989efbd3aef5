"""What pyHanko says of PDFs: paths on the command line after a trusted root (DER), one JSON line each."""
import json
import sys
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def accepts(path, root):
    with open(path, "rb") as file:
        reader = PdfFileReader(file, strict=True)
        signatures = reader.embedded_regular_signatures
        if len(signatures) != 1:
            return False
        context = ValidationContext(trust_roots=[root], allow_fetching=False)
        return validate_pdf_signature(signatures[0], signer_validation_context=context).bottom_line


root = x509.Certificate.load(open(sys.argv[1], "rb").read())
for path in sys.argv[2:]:
    try:
        print(json.dumps({"accepts": bool(accepts(path, root)), "why": ""}))
    except Exception as error:
        print(json.dumps({"accepts": False, "why": type(error).__name__ + ": " + str(error)[:100]}))
