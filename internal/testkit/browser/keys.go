package browser

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
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
		must(tab, "press "+name, strike(key, modifiers))
		tab.settle()
	}
}

// Type types text, key by key, into whatever has the focus.
func (tab *Tab) Type(text string) {
	tab.t.Helper()
	must(tab, "type "+text, strike(text, nil))
	tab.settle()
}

// strike presses and releases keys. The text of a key goes with its press, and
// not as an event of its own as chromedp sends it: only so does a page that
// takes the press for itself keep the browser from acting on it too.
func strike(keys string, modifiers []chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		for _, r := range keys {
			events := kb.Encode(r)
			press, release := *events[0], *events[len(events)-1]
			chromedp.KeyModifiers(modifiers...)(&press)
			chromedp.KeyModifiers(modifiers...)(&release)
			if len(events) > 2 && press.Modifiers&^int64(chromedp.ModifierShift) == 0 {
				press.Text, press.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
			}
			for _, event := range []input.DispatchKeyEventParams{press, release} {
				if _, err := cdp.Call(ctx, page, input.DispatchKeyEvent, event); err != nil {
					return err
				}
			}
		}
		return nil
	})
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
