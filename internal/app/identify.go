package app

import (
	"net/http"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/fault"
	"fairlead/internal/web/frame"
)

// identify tells who sends a request, by the session's cookie. The fault is
// Unauthenticated for nobody, and Unavailable when that cannot be found out now:
// then nobody is asked to sign in who is signed in already.
func (s *Server) identify(r *http.Request) (access.Principal, error) {
	c, err := r.Cookie(frame.SessionCookie)
	if err != nil || c.Value == "" {
		return access.Principal{}, fault.New(fault.Unauthenticated, "Sign in first.")
	}
	who, err := s.Door.Identify(r.Context(), c.Value)
	return who, s.unlessUnknown(r, err)
}

// identifyForAPI accepts a token, or the session of somebody whose browser asks
// from our own pages.
func (s *Server) identifyForAPI(r *http.Request) (access.Principal, error) {
	if token := api.Bearer(r); token != "" {
		who, err := s.Door.IdentifyToken(r.Context(), token, r.Method)
		return who, s.unlessUnknown(r, err)
	}
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		return access.Principal{}, fault.Because(err, fault.Forbidden, "Requests from other sites need a token.")
	}
	who, err := s.identify(r)
	if fault.KindOf(err) == fault.Unauthenticated {
		err = fault.New(fault.Unauthenticated, "Send a token as \"Authorization: Bearer …\"; you make one under Password and sessions.")
	}
	return who, err
}

// unlessUnknown makes a fault of the database one that says so.
func (s *Server) unlessUnknown(r *http.Request, err error) error {
	if kind := fault.KindOf(err); err == nil || kind != fault.Internal && kind != fault.Unavailable {
		return err
	}
	if r.Context().Err() == nil { // else the visitor has left
		s.log.Error("who sends a request cannot be found out", "error", err)
	}
	return fault.Because(err, fault.Unavailable, "The database does not answer just now. Try again in a moment; you stay signed in.")
}
