package store

import (
	"context"
	sqldriver "database/sql/driver"
)

// cachingConnector gives connections that keep their prepared statements, so
// that a statement is parsed and planned once for each connection and not each
// time it runs. PostgreSQL's driver does this by itself.
type cachingConnector struct {
	driver sqldriver.Driver
	name   string
}

func (c cachingConnector) Driver() sqldriver.Driver { return c.driver }

func (c cachingConnector) Connect(context.Context) (sqldriver.Conn, error) {
	conn, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	return &cachingConn{fullConn: conn.(fullConn), statements: map[string]*cachedStmt{}}, nil
}

// fullConn is what the driver's connections can do.
type fullConn interface {
	sqldriver.Conn
	sqldriver.ConnBeginTx
	sqldriver.ConnPrepareContext
	sqldriver.Pinger
	sqldriver.SessionResetter
	sqldriver.Validator
}

// maxStatements bounds what a connection keeps; past it, it starts anew. Lists
// with many different filters pass it, the statements of every page do not.
const maxStatements = 300

type cachingConn struct {
	fullConn
	statements map[string]*cachedStmt
}

// cachedStmt is a statement that is either running or waiting to run again.
type cachedStmt struct {
	stmt sqldriver.Stmt
	busy bool
}

func (c *cachingConn) take(ctx context.Context, text string) (*cachedStmt, error) {
	s := c.statements[text]
	if s != nil && !s.busy {
		s.busy = true
		return s, nil
	}
	stmt, err := c.fullConn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	fresh := &cachedStmt{stmt: stmt, busy: true}
	if s == nil { // else it runs twice at once: the second is used once
		c.forgetMany()
		c.statements[text] = fresh
	}
	return fresh, nil
}

// release makes a statement ready to run again, or ends it when it is not kept.
func (c *cachingConn) release(text string, s *cachedStmt) error {
	s.busy = false
	if c.statements[text] == s {
		return nil
	}
	return s.stmt.Close()
}

func (c *cachingConn) forgetMany() {
	if len(c.statements) < maxStatements {
		return
	}
	for text, s := range c.statements {
		delete(c.statements, text)
		if !s.busy {
			s.stmt.Close()
		}
	}
}

func (c *cachingConn) QueryContext(ctx context.Context, text string, args []sqldriver.NamedValue) (sqldriver.Rows, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.stmt.(sqldriver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		c.release(text, s)
		return nil, err
	}
	return &cachedRows{Rows: rows, done: func() error { return c.release(text, s) }}, nil
}

func (c *cachingConn) ExecContext(ctx context.Context, text string, args []sqldriver.NamedValue) (sqldriver.Result, error) {
	s, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	result, err := s.stmt.(sqldriver.StmtExecContext).ExecContext(ctx, args)
	c.release(text, s)
	return result, err
}

// Close ends the kept statements, then the connection.
func (c *cachingConn) Close() error {
	for _, s := range c.statements {
		s.stmt.Close()
	}
	return c.fullConn.Close()
}

// cachedRows gives its statement back when it is closed.
type cachedRows struct {
	sqldriver.Rows
	done func() error
}

func (r *cachedRows) Close() error {
	err := r.Rows.Close()
	if r.done != nil {
		r.done()
		r.done = nil
	}
	return err
}
