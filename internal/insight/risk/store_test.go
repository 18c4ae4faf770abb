package risk

import (
	"reflect"
	"testing"

	"fairlead/engine/loss"
)

// What is kept is found by how its question is written: a question that held an
// address would be taken for another one that came to lie there.
func TestQuestionsHoldNoAddresses(t *testing.T) {
	for _, question := range []reflect.Type{reflect.TypeFor[loss.Problem](), reflect.TypeFor[held]()} {
		plain(t, question, question.String())
	}
}

func plain(t *testing.T, typ reflect.Type, path string) {
	switch typ.Kind() {
	case reflect.Struct:
		for f := range typ.NumField() {
			plain(t, typ.Field(f).Type, path+"."+typ.Field(f).Name)
		}
	case reflect.Slice, reflect.Array:
		plain(t, typ.Elem(), path+"[]")
	case reflect.Pointer, reflect.Map, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		t.Errorf("%s is a %s", path, typ.Kind())
	}
}
