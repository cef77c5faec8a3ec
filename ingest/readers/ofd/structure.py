"""The files of an OFD package: OFD.xml, its documents, their pages and templates (GB/T 33190—2016, 7)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ingest.readers.limits import Refusal, over
from ingest.readers.ofd.content import POINTS, Picture, curves_of, glyphs_of, objects, picture_of, rules_of
from ingest.readers.ofd.paths import numbers
from ingest.readers.package import Package
from ingest.readers.page.geometry import Page
from ingest.readers.xml import Element, parse
from kb.settings import MAX_PAGES

ROOT = "OFD.xml"
_A4 = (210.0, 297.0)
_MOST_RULES = 20_000
_KINDS = ("Text", "Path", "Image")


@dataclass(frozen=True)
class Leaf:
    """A page as it stands in the package: what is written and drawn, its pictures, the number of curves."""

    page: Page
    pictures: tuple[Picture, ...]
    curves: int

    @property
    def pictured(self) -> float:
        """The share of the page that pictures cover."""
        area = sum(picture.box.width * picture.box.height for picture in self.pictures)
        return min(max(area / (self.page.width * self.page.height), 0.0), 1.0)


@dataclass(frozen=True)
class Document:
    """One document of a package, by the path of its Document.xml."""

    package: Package
    path: str

    @cached_property
    def root(self) -> Element:
        return _part(self.package, self.path)

    def leaves(self) -> Iterator[Leaf]:
        """Its pages in their order. Raises Refusal where a page is damaged."""
        for page in _all(self.root, "Pages", "Page"):
            yield self._leaf(_part(self.package, self._within(page.attributes.get("BaseLoc", ""))))

    def picture(self, resource: str) -> bytes:
        """The file of a picture. Raises Refusal where it is missing."""
        path = self._media.get(resource, "")
        name = _actual(self.package, path)
        if name is None:
            raise Refusal(f"OFD 不完整，缺少图片 {path or resource}")
        return self.package.read(name)

    @cached_property
    def _media(self) -> dict[str, str]:
        """The paths of pictures by the ids of their resources."""
        found: dict[str, str] = {}
        for folder, root in self._resources:
            for each in _all(root, "MultiMedias", "MultiMedia"):
                file = each.first("MediaFile")
                if file:
                    found[each.attributes.get("ID", "")] = _resolved(folder, file.text.strip())
        return found

    @cached_property
    def _units(self) -> dict[str, Element]:
        """The contents of composite objects by the ids of their resources."""
        units = (
            each for _, root in self._resources for each in _all(root, "CompositeGraphicUnits", "CompositeGraphicUnit")
        )
        return {each.attributes.get("ID", ""): content for each in units if (content := each.first("Content"))}

    @cached_property
    def _resources(self) -> list[tuple[str, Element]]:
        """The lists of resources, and the folders that their files are in."""
        stated = [each for kind in ("PublicRes", "DocumentRes") for each in _all(self.root, "CommonData", kind)]
        paths = [self._within(each.text.strip()) for each in stated]
        roots = [(path, _part(self.package, path)) for path in paths if _actual(self.package, path)]
        return [(_resolved(posixpath.dirname(path), root.attributes.get("BaseLoc", "")), root) for path, root in roots]

    def _leaf(self, content: Element) -> Leaf:
        """A page with its templates, which are drawn beneath it."""
        used = [each.attributes.get("TemplateID", "") for each in content.all("Template")]
        layers = [self._templates[name] for name in used if name in self._templates]
        drawn = [each for layer in (*layers, content) for each in objects(layer, self._units)]
        texts, paths, images = ([each for each in drawn if each.element.name == f"{kind}Object"] for kind in _KINDS)
        glyphs = (glyph for run, text in enumerate(texts) for glyph in glyphs_of(text, run))
        width, height = self._size(content)
        rules = (rule for path in paths for rule in rules_of(path))
        read = tuple(islice(glyphs, self.package.limits.characters + 1)), tuple(islice(rules, _MOST_RULES))
        page = Page(width * POINTS, height * POINTS, *read)
        return Leaf(page, tuple(map(picture_of, images)), sum(map(curves_of, paths)))

    @cached_property
    def _templates(self) -> dict[str, Element]:
        found: dict[str, Element] = {}
        for each in _all(self.root, "CommonData", "TemplatePage"):
            path = self._within(each.attributes.get("BaseLoc", ""))
            if _actual(self.package, path):
                found[each.attributes.get("ID", "")] = _part(self.package, path)
        return found

    def _size(self, content: Element) -> tuple[float, float]:
        own = content.first("Area", "PhysicalBox") or self.root.first("CommonData", "PageArea", "PhysicalBox")
        box = numbers(own.text if own else None)
        return (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else _A4

    def _within(self, location: str) -> str:
        return _resolved(posixpath.dirname(self.path), location)


def leaves(package: Package) -> Iterator[tuple[Document, Leaf]]:
    """The pages of a package, each with its document. Raises Refusal where there are more than allowed."""
    pages = ((document, leaf) for document in _documents(package) for leaf in document.leaves())
    for count, page in enumerate(pages):
        if count >= package.limits.pages:
            raise over("页数", package.limits.pages, "页", MAX_PAGES)
        yield page


def _documents(package: Package) -> list[Document]:
    """The documents of a package."""
    bodies = _part(package, ROOT).all("DocBody")
    roots = [body.first("DocRoot") for body in bodies]
    found = [Document(package, _resolved("", root.text.strip())) for root in roots if root and root.text.strip()]
    if not found:
        raise Refusal("OFD 里没有文档")
    return found


def _all(root: Element, holder: str, name: str) -> list[Element]:
    found = root.first(holder)
    return found.all(name) if found else []


def _part(package: Package, path: str) -> Element:
    name = _actual(package, path)
    if name is None:
        raise Refusal(f"OFD 不完整，缺少 {path}")
    return parse(package.read(name), name)


def _actual(package: Package, path: str) -> str | None:
    """The name of a file in the package; some programs do not keep to the case of letters."""
    if path in package.files:
        return path
    return next((name for name in package.files if name.lower() == path.lower()), None)


def _resolved(folder: str, location: str) -> str:
    path = location.replace("\\", "/")
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))
