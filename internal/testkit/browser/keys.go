package browser

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Press presses keys one after the other, each named as on a keyboard: "k",
// "Enter", "Shift+Tab", "Ctrl+K". It waits for the page that the last of them
// may lead to.
func (tab *Tab) Press(keys ...string) {
	tab.t.Helper()
	for _, name := range keys {
		key, modifiers, err := parseKey(name)
		if err != nil {
			tab.t.Fatal(err)
		}
		must(tab, "press "+name, chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
		tab.settle()
	}
}

// Type types text, key by key, into whatever has the focus.
func (tab *Tab) Type(text string) {
	tab.t.Helper()
	must(tab, "type "+text, chromedp.KeyEvent(text))
	tab.settle()
}

func parseKey(name string) (key string, modifiers []chromedp.Modifier, err error) {
	parts := strings.Split(name, "+")
	for _, part := range parts[:len(parts)-1] {
		m, err := parseModifier(part)
		if err != nil {
			return "", nil, fmt.Errorf("key %q: %w", name, err)
		}
		modifiers = append(modifiers, m)
	}
	last := parts[len(parts)-1]
	if utf8.RuneCountInString(last) == 1 {
		if len(modifiers) > 0 && !slices.Contains(modifiers, chromedp.ModifierShift) {
			last = strings.ToLower(last) // "Ctrl+K" is written so but holds no Shift
		}
		return last, modifiers, nil
	}
	key, err = namedKey(last)
	return key, modifiers, err
}

func parseModifier(name string) (chromedp.Modifier, error) {
	switch name {
	case "Ctrl":
		return chromedp.ModifierCtrl, nil
	case "Shift":
		return chromedp.ModifierShift, nil
	case "Alt":
		return chromedp.ModifierAlt, nil
	case "Meta":
		return chromedp.ModifierMeta, nil
	}
	return chromedp.ModifierNone, fmt.Errorf("no modifier is called %q", name)
}

func namedKey(name string) (string, error) {
	switch name {
	case "Enter":
		return kb.Enter, nil
	case "Tab":
		return kb.Tab, nil
	case "Escape":
		return kb.Escape, nil
	case "Space":
		return " ", nil
	case "Backspace":
		return kb.Backspace, nil
	case "Delete":
		return kb.Delete, nil
	case "ArrowUp":
		return kb.ArrowUp, nil
	case "ArrowDown":
		return kb.ArrowDown, nil
	case "ArrowLeft":
		return kb.ArrowLeft, nil
	case "ArrowRight":
		return kb.ArrowRight, nil
	case "Home":
		return kb.Home, nil
	case "End":
		return kb.End, nil
	case "PageUp":
		return kb.PageUp, nil
	case "PageDown":
		return kb.PageDown, nil
	}
	return "", fmt.Errorf("no key is called %q", name)
}
