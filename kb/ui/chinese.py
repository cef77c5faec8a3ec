"""Chinese for what Streamlit's own elements say, which no parameter of theirs lets a page say otherwise."""

import json
import tomllib
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("streamlit.toml")
# A text or label that is wholly one of the table's is put in Chinese, whenever it comes; what else there is stays.
_SCRIPT = """<script>
window.kbChinese ||= (({ words, forms }) => {
  const rules = Object.entries(forms).map(([form, chinese]) => [new RegExp(form), chinese]);
  const labels = ["aria-label", "aria-roledescription", "title", "placeholder"];
  const known = said => words[said] ?? rules.reduce((text, [form, chinese]) => text.replace(form, chinese), said);
  const text = node => {
    const said = node.data.trim();
    if (/[a-z]/i.test(said) && known(said) !== said && !node.parentElement?.closest(".stHtml, textarea"))
      node.data = node.data.replace(said, () => known(said));
  };
  const label = (element, name) => {
    const said = element.getAttribute(name);
    if (said && known(said) !== said) element.setAttribute(name, known(said));
  };
  const all = root => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const element of [root, ...root.querySelectorAll("*")]) {
      labels.forEach(name => label(element, name));
      element.childNodes.forEach(node => node.nodeType === Node.TEXT_NODE && text(node));
    }
  };
  new MutationObserver(changes => changes.forEach(change => {
    if (change.type === "attributes") label(change.target, change.attributeName);
    else if (change.type === "characterData") text(change.target);
    else change.addedNodes.forEach(all);
  })).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: labels
  });
  all(document.body);
  return true;
})(TABLE);
</script>"""


@cache
def translation() -> str:
    """The script that puts the table kb/ui/streamlit.toml into force on a page."""
    table = json.dumps(tomllib.loads(_TABLE.read_text(encoding="utf-8")), ensure_ascii=False)
    return _SCRIPT.replace("TABLE", table)
