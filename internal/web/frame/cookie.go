package frame

import (
	"encoding/base64"
	"net/http"

	"fairlead/internal/web/ui"
)

// SessionCookie holds the secret of the visitor's session.
const SessionCookie = "fairlead_session"

// The other cookies that the pages use.
const (
	toastCookie = "fairlead_toast"
	themeCookie = "fairlead_theme"
)

// maxToast bounds a message: it travels in a cookie.
const maxToast = 500

func (v *Visit) putToast(message string) {
	if len(message) > maxToast {
		message = message[:maxToast]
	}
	v.SetCookie(toastCookie, base64.RawURLEncoding.EncodeToString([]byte(message)), 60)
}

func (v *Visit) takeToasts() []ui.ToastProps {
	c, err := v.R.Cookie(toastCookie)
	if err != nil || c.Value == "" {
		return nil
	}
	v.SetCookie(toastCookie, "", -1)
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil
	}
	return []ui.ToastProps{{Text: string(text), Tone: ui.ToneGood}}
}

func (v *Visit) theme() ui.Theme {
	if c, err := v.R.Cookie(themeCookie); err == nil {
		switch t := ui.Theme(c.Value); t {
		case ui.ThemeLight, ui.ThemeDark:
			return t
		}
	}
	return ui.ThemeAuto
}

// SetTheme keeps a choice of light and dark in the browser.
func (v *Visit) SetTheme(t ui.Theme) { v.SetCookie(themeCookie, string(t), 365*24*3600) }

// SetCookie keeps a value in the browser for so many seconds; negative removes it.
func (v *Visit) SetCookie(name, value string, seconds int) {
	http.SetCookie(v.W, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: v.Site.Secure, SameSite: http.SameSiteLaxMode,
	})
}
