"use strict";
// The page is whole without this; here it becomes one claim at a time, filters, orders and keys.
(function () {
  var root = document.documentElement;
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var items = all(".claims li");
  var cards = new Map(all(".card").map(function (card) { return [card.dataset.key, card]; }));
  var active = new Set();
  var order = "order";
  var current = null;
  root.classList.add("js");

  function label(key) { return cards.get(key).dataset.label; }
  function shown(key) { return cards.has(key) && (active.size === 0 || active.has(label(key))); }
  function inView(element) {
    var box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  }
  function marks(key) {
    return all("[data-keys]").filter(function (mark) { return mark.dataset.keys.split(" ").indexOf(key) >= 0; });
  }

  // Each article keeps one card open; `key` becomes the one that j and k count from.
  function select(key, options) {
    var card = cards.get(key);
    if (!card) { return; }
    var part = card.closest(".part");
    all(".selected", part).forEach(function (element) { element.classList.remove("selected"); });
    card.classList.add("selected");
    all('a[data-key="' + key + '"]', part).forEach(function (link) { link.classList.add("selected"); });
    marks(key).forEach(function (mark) { mark.classList.add("selected"); });
    all("a[aria-current]").forEach(function (link) { link.removeAttribute("aria-current"); });
    all('.claims a[data-key="' + key + '"]').forEach(function (link) { link.setAttribute("aria-current", "true"); });
    card.closest(".right").scrollTop = 0;
    current = key;
    if (options && options.remember) { history.replaceState(null, "", "#claim-" + key); }
    if (options && options.reveal) { reveal(key, part, card, options); }
  }

  function reveal(key, part, card, options) {
    var narrow = getComputedStyle(part.querySelector(".right")).position !== "sticky";
    var place = all('.left a[data-key="' + key + '"]', part).filter(function (link) { return link.offsetParent !== null; })[0];
    var target = narrow && options.toCard ? card : place || card;
    if (!inView(target) || target === card) { target.scrollIntoView({ block: target === card ? "start" : "center" }); }
    if (options.toCard) { card.focus({ preventScroll: true }); }
  }

  function visible() {
    return items.filter(function (item) { return !item.hidden; }).map(function (item) { return item.dataset.key; });
  }

  function refresh() {
    var keep = current;
    items.forEach(function (item) { item.hidden = !shown(item.dataset.key); });
    all(".text [data-keys]").forEach(function (mark) {
      mark.classList.toggle("dimmed", !mark.dataset.keys.split(" ").some(shown));
    });
    all(".number").forEach(function (link) { link.classList.toggle("dimmed", !shown(link.dataset.key)); });
    all("[data-filter]").forEach(function (button) {
      var value = button.dataset.filter;
      button.setAttribute("aria-pressed", String(value ? active.has(value) : active.size === 0));
    });
    all(".part").forEach(function (part) {
      var keys = all(".claims li", part).map(function (item) { return item.dataset.key; }).filter(shown);
      var open = all(".card.selected", part)[0];
      var empty = part.querySelector(".empty");
      if (empty) { empty.hidden = keys.length > 0; }
      if (open && !shown(open.dataset.key)) { open.classList.remove("selected"); open = null; }
      if (!open && keys.length) { select(keys[0]); }
    });
    var keys = visible();
    if (keys.indexOf(keep) >= 0) { current = keep; }
    if (keys.indexOf(current) < 0) { current = keys.length ? keys[0] : null; }
    var status = document.getElementById("status");
    status.textContent = active.size ? keys.length + " of " + items.length + " claims" : "";
  }

  function sort() {
    all(".claims").forEach(function (list) {
      all("li", list).sort(function (a, b) {
        var first = order === "severity" ? a.dataset.severity - b.dataset.severity
          : order === "worth" ? b.dataset.worth - a.dataset.worth : 0;
        return first || a.dataset.order - b.dataset.order;
      }).forEach(function (item) { list.appendChild(item); });
    });
    items = all(".claims li");
  }

  function list(on) {
    var button = document.getElementById("view");
    if (!button) { return; }
    root.classList.toggle("listing", on);
    button.setAttribute("aria-pressed", String(on));
  }

  function step(by) {
    var keys = visible();
    var next = keys[Math.min(keys.length - 1, Math.max(0, keys.indexOf(current) + by))];
    if (next) { select(next, { remember: true, reveal: true }); }
  }

  function fromAddress() {
    var found = /^#(claim|cite)-(\d+-\d+)(?:-\d+)?$/.exec(location.hash);
    var key = found && found[2];
    if (!found || !cards.has(key)) { return false; }
    if (!shown(key)) { active.clear(); refresh(); }
    if (found[1] === "claim" || key !== current) { select(key, { reveal: true, toCard: true }); }
    var citation = found[1] === "cite" && document.getElementById(location.hash.slice(1));
    if (citation) { citation.scrollIntoView({ block: "nearest" }); }
    return true;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-key]");
    var mark = event.target.closest("[data-keys]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      select(link.dataset.key, { remember: true, reveal: true, toCard: true });
    } else if (mark && String(window.getSelection()) === "") {
      var keys = mark.dataset.keys.split(" ").filter(shown);
      // A stretch with several claims gives the next one with each click.
      if (keys.length) { select(keys[(keys.indexOf(current) + 1) % keys.length], { remember: true, reveal: true, toCard: true }); }
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
    if (event.key === "j") { step(1); } else if (event.key === "k") { step(-1); }
  });
  all("[data-filter]").forEach(function (button) {
    var value = button.dataset.filter;
    button.disabled = Boolean(value) && !items.some(function (item) { return item.dataset.label === value; });
    button.addEventListener("click", function () {
      if (!value) { active.clear(); } else if (!active.delete(value)) { active.add(value); }
      refresh();
    });
  });
  document.getElementById("sort").addEventListener("change", function (event) {
    order = event.target.value;
    sort();
    list(order !== "order");
  });
  all("#view").forEach(function (button) {
    button.addEventListener("click", function () { list(button.getAttribute("aria-pressed") !== "true"); });
  });
  all("#reasons").forEach(function (button) {
    button.addEventListener("click", function () {
      button.setAttribute("aria-pressed", String(root.classList.toggle("reasons")));
    });
  });
  window.addEventListener("hashchange", fromAddress);
  window.addEventListener("beforeprint", function () { all("details").forEach(function (d) { d.open = true; }); });

  // Open on the gravest claim of each article, the first article's last so that j counts from there.
  all(".part").reverse().forEach(function (part) {
    var first = all(".claims li", part).sort(function (a, b) {
      return a.dataset.severity - b.dataset.severity || a.dataset.order - b.dataset.order;
    })[0];
    if (first) { select(first.dataset.key); }
  });
  refresh();
  fromAddress();
})();
