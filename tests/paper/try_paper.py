"""Reads reports on paper as their readers do: by eye, by screen reader, by scanner, by machine.

Expected values come from the report's own data (`report.json`) and from what a document must say; nothing is compared with an earlier PDF.
"""

import json
import os
import pathlib
import subprocess
import tempfile

import page
import pikepdf
import pypdfium2
import zxingcpp

NOURISH = os.environ["NOURISH"]
REPORTS = pathlib.Path(os.environ["REPORTS"])
# A font of Debian (fonts-droid-fallback) with letters that ours lack.
FURTHER_FONT = pathlib.Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
# What stands on every page: its number, that it is no diagnosis, and what stands for a name that is not known or not told.
ENGLISH = ("Page {} of {}", "It is not a diagnosis", "Name not recorded", "Name withheld")
SPANISH = ("Página {} de {}", "No es un diagnóstico", "Nombre no anotado", "Nombre reservado")
passed = failed = skipped = 0


def case(name, works):
    """Runs one case; says what went wrong and goes on."""
    global passed, failed
    try:
        works()
        passed += 1
    except Exception as error:  # every case is told
        failed += 1
        print(f"FAILED {name}: {type(error).__name__}: {str(error)[:600]}")


def pages_of(path):
    return list(pypdfium2.PdfDocument(str(path)))


def words(text):
    """Text without the breaks of its lines."""
    return " ".join(text.replace("\u00a0", " ").split())


def text_of(path):
    return words(" ".join(sheet.get_textpage().get_text_range() for sheet in pages_of(path)))


# --- every report of the examples


def conforms(path):
    """One rule is left to veraPDF: this checker takes a last compressed byte 0x0D for part of the line end that follows."""
    for profile in PROFILES:
        report = page.validate_pdf(str(path), profile=profile)
        failures = [failure.rule_id for failure in report.failures]
        assert not [rule for rule in failures if not rule.endswith("-STREAM-LENGTH-001")], failures[:5]


def says_on_every_page_who_and_which(path):
    data = json.loads(path.with_suffix(".json").read_text())
    sheets = pages_of(path)
    for number, sheet in enumerate(sheets, 1):
        text = words(sheet.get_textpage().get_text_range())
        page_of, notice, not_recorded, withheld = SPANISH if is_spanish(path) else ENGLISH
        assert page_of.format(number, len(sheets)) in text, number
        assert notice in text, number
        missing = withheld if data["audience"] == "trial" else not_recorded
        name = data["header"]["name"] or missing
        if name.isascii():
            assert words(name) in text, (number, name)


def is_spanish(path):
    return path.stem.startswith("in-spanish")


def says_every_figure(path):
    data = json.loads(path.with_suffix(".json").read_text())
    text = text_of(path)
    if is_spanish(path):
        # Its data are in English: what it says of them is tests/languages.rs of core/report.
        assert "[en]" not in text
        return
    for tile in data["tiles"]:
        assert words(tile["value"]) in text, tile["value"]
        for figure in tile["figures"]:
            assert words(figure["value"]) in text, figure
    for flag in data["flags"]:
        assert words(flag["title"]) in text, flag["title"]
    for source in data["sources"]:
        assert words(source["text"]).replace(" ", "")[:60] in text.replace(" ", ""), source["text"]


def boxes(sheet):
    """Boxes of the words of a page."""
    textpage = sheet.get_textpage()
    count = textpage.count_rects()
    found = []
    for index in range(count):
        left, bottom, right, top = textpage.get_rect(index)
        text = textpage.get_text_bounded(left, bottom, right, top)
        if text.strip() and right > left and top > bottom:
            found.append((left, bottom, right, top, text.strip()))
    return found


def nothing_overlaps_or_leaves_the_page(path):
    for number, sheet in enumerate(pages_of(path), 1):
        width, height = sheet.get_size()
        found = boxes(sheet)
        for left, bottom, right, top, text in found:
            assert left >= 30 and right <= width - 30 and bottom >= 15 and top <= height - 25, (number, text)
        for place, (left, bottom, right, top, text) in enumerate(found):
            for other_left, other_bottom, other_right, other_top, other in found[place + 1 :]:
                across = min(right, other_right) - max(left, other_left)
                down = min(top, other_top) - max(bottom, other_bottom)
                assert across <= 1.0 or down <= 1.4, (number, text, other)


def is_tagged_whole(path):
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("es" if is_spanish(path) else "en")
        roles, figures = [], []

        def walk(node):
            if isinstance(node, pikepdf.Dictionary) and "/S" in node:
                roles.append(str(node.S))
                if str(node.S) == "/Figure":
                    figures.append(str(node.get("/Alt", "")))
            kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary):
                    walk(kid)

        walk(pdf.Root.StructTreeRoot)
        assert "/H1" in roles and "/H2" in roles and "/Table" in roles and "/TH" in roles, set(roles)
        assert roles.index("/H1") < roles.index("/H2")
        assert all(len(figure) > 20 for figure in figures), figures
        assert len(pdf.Root.Outlines.keys()) > 0


# --- sealed reports of a journal


def nourish(*arguments, expect=0):
    done = subprocess.run([NOURISH, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == expect, (arguments, done.returncode, done.stderr[-400:])
    return done.stdout


def attached(path):
    with pikepdf.open(path) as pdf:
        return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


class Journal:
    """The journal of a fictional person, tried out."""

    def __init__(self, folder, person):
        self.folder = pathlib.Path(folder) / person
        nourish("try", "--person", person, "--folder", str(self.folder))
        self.pdf = self.folder / "report.pdf"
        self.open = ("--journal", str(self.folder / "journal.nourish"), "--key-file", str(self.folder / "journal.key"))
        self.as_of = json.loads((self.folder / "report.json").read_text())["header"]["made"]

    def carries_what_it_was_made_of(self):
        files = attached(self.pdf)
        assert set(files) == {"report.json", "bundle.json", "seal.json"}, set(files)
        assert files["report.json"] == (self.folder / "report.json").read_bytes()
        assert files["bundle.json"] == (self.folder / "report.fhir.json").read_bytes()
        assert json.loads(files["seal.json"])["schema"] == "nourish/document-seal/1"

    def is_verified_by_file_and_by_paper(self):
        said = nourish("verify", str(self.pdf))
        assert "Unchanged" in said
        code = self.scanned()
        assert "Unchanged" in nourish("verify", str(self.pdf), "--code", code)
        assert "this device" in nourish(*self.open, "verify", str(self.pdf), "--circle")
        digits = next(line.split("digits")[1] for line in said.splitlines() if "Check digits" in line)
        assert words(digits) in text_of(self.pdf)

    def scanned(self):
        for sheet in pages_of(self.pdf):
            for found in zxingcpp.read_barcodes(sheet.render(scale=3).to_pil()):
                if found.text.startswith("NOURISH:DOCUMENT:1:"):
                    return found.text
        raise AssertionError("no code that a scanner reads")

    def any_change_is_noticed(self):
        whole = self.pdf.read_bytes()
        changed = self.folder / "changed.pdf"
        for place in range(7, len(whole), max(1, len(whole) // 40)):
            changed.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            nourish("verify", str(changed), expect=3)
        changed.write_bytes(whole[:-9])
        nourish("verify", str(changed), expect=3)

    def a_text_changed_with_care_is_noticed(self):
        other = self.folder / "edited.pdf"
        with pikepdf.open(self.pdf) as pdf:
            pdf.docinfo["/Title"] = "Another person"
            pdf.save(other)
        nourish("verify", str(other), expect=3)

    def is_the_same_whenever_it_is_made(self):
        again = self.folder / "again.pdf"
        nourish(*self.open, "report", "--format", "pdf", "--out", str(again), "--as-of", self.as_of)
        assert again.read_bytes() == self.pdf.read_bytes()

    def every_reader_has_one(self):
        readers = ("surgeon", "oncologist", "radiation", "gastro", "dietitian", "nurse", "patient", "trial")
        name = json.loads((self.folder / "report.json").read_text())["header"]["name"]
        for reader in readers:
            out = self.folder / f"{reader}.pdf"
            nourish(*self.open, "report", "--format", "pdf", "--for", reader, "--out", str(out), "--as-of", self.as_of)
            conforms(out)
            (REPORTS / f"{self.folder.name}-{reader}.pdf").write_bytes(out.read_bytes())
            nothing_overlaps_or_leaves_the_page(out)
            first = words(pages_of(out)[0].get_textpage().get_text_range())
            for title in ("Weight",):
                assert title in text_of(out)
            assert (name in first) == (reader != "trial"), reader
            if reader == "trial":
                assert all(name.encode() not in file for file in attached(out).values())


def a_chinese_name_is_written_in_the_font_that_is_given():
    name = "\u6d4b\u8bd5\u5973\u58eb"  # "Ms. Test"
    with tempfile.TemporaryDirectory() as folder:
        opened = ("--journal", f"{folder}/journal", "--key-file", f"{folder}/key")
        nourish("--journal", f"{folder}/journal", "init", "--make-key-file", f"{folder}/key")
        nourish(*opened, "log", "profile", f"name={name}")
        nourish(*opened, "log", "weight", "61.4kg")
        out = REPORTS / "chinese.pdf"
        nourish(*opened, "report", "--format", "pdf", "--font", str(FURTHER_FONT), "--out", str(out))
        assert name in text_of(out)
        conforms(out)
        nothing_overlaps_or_leaves_the_page(out)
        assert "Unchanged" in nourish("verify", str(out))
        assert len(out.read_bytes()) < 200_000, "the font went in whole"


def main():
    global skipped
    reports = sorted(REPORTS.glob("*.pdf"))
    assert len(reports) >= 20, reports
    for path in reports:
        for check in (
            conforms,
            says_on_every_page_who_and_which,
            says_every_figure,
            nothing_overlaps_or_leaves_the_page,
            is_tagged_whole,
        ):
            case(f"{path.name} {check.__name__}", lambda check=check, path=path: check(path))
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(REPORTS / "blank.broken")
    case("a page without tags is refused", refuses_a_blank_page)
    if FURTHER_FONT.exists() or os.environ.get("CI") == "true":
        case("a Chinese name", a_chinese_name_is_written_in_the_font_that_is_given)
    else:
        print("skipped: a Chinese name (install fonts-droid-fallback)")
        skipped += 1
    with tempfile.TemporaryDirectory() as folder:
        for person in ("gastrectomy", "doing-well", "red-flags"):
            journal = Journal(folder, person)
            for name in (
                "carries_what_it_was_made_of",
                "is_verified_by_file_and_by_paper",
                "any_change_is_noticed",
                "a_text_changed_with_care_is_noticed",
                "is_the_same_whenever_it_is_made",
                "every_reader_has_one",
            ):
                case(f"{person} {name}", getattr(journal, name))
            (REPORTS / f"{person}.pdf").write_bytes(journal.pdf.read_bytes())
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    raise SystemExit(1 if failed else 0)


def refuses_a_blank_page():
    for profile in PROFILES:
        assert not page.validate_pdf(str(REPORTS / "blank.broken"), profile=profile).is_compliant


main()
