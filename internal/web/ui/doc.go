// Package ui is Fairlead's design system: the components of which every page is
// made, as Go functions, with their style sheet and scripts. It knows nothing of
// records: components take strings, slices and nodes, so that generic code can
// make any list, form or record page from a description.
//
// # What there is
//
//	the page      Shell, Bare, Breadcrumb, Headline, Section, Columns, AsideSection, Live
//	deciding      Instruments, Signals, Meter, Figure, Picture
//	states        Tag, Unknown, Count, Steps, Progress, Later, Callout, Diff
//	acting        Button, PostButton, Buttons, Menu, Link, ExternalLink, Dialog, DialogCancel
//	finding       Chips, Tabs, FilterBar, Table, RecordCell, Bulk, Pager
//	filling in    Form, FieldGroup, Fields, ErrorSummary, TextField, AreaField, NumberField,
//	              DateField, DateTimeField, SelectField, CheckField, RadioField, CheckSetField,
//	              MoneyField, EstimateField, RowsField, ReferenceField, ReferencesField, FileField;
//	              FieldBox and Control for a control of your own
//	a record      Facts, Timeline, Comments, CommentBox, Attachments
//	telling       Toast, ToastArea, Empty, ErrorBody, Disclosure
//	text          Prose, Note, CodeBlock, Kbd, Time, Avatar, Icon, Icon20
//	serving       Assets, AssetURL, URL
//
// [StyleGuide] shows all of them on one page.
//
// # What holds everywhere
//
//   - Text is escaped. An address goes through [URL], which refuses what is not
//     http, https, mailto, tel or of this site.
//   - Pages obey the content policy default-src 'self': no script, style or
//     style attribute stands in a page. Bars are SVG or <progress>.
//   - Pages work without scripts. What the scripts add is said at the head of
//     each file in assets/js; they know elements by role, name and data
//     attributes, and speak to each other by events on the document.
//   - Colours are tokens (assets/css/tokens.css), each light and dark. The theme
//     is data-theme on <html>: auto, light or dark. Red, amber and green are for
//     states only, always with words; unknown is dashed.
//   - WCAG 2.2 AA: the contrast of every pair of tokens in use is tested, every
//     control has a name, focus is always seen, targets are 24 px or have the room.
//   - The style sheet is under 33 kB, with the rules of the pictures, and the script under 20 kB, before compression.
//
// # To add a component
//
//  1. Look in [StyleGuide] whether one does it already, perhaps with another Tone.
//  2. Write the function in the file of its kind (page, button, table, …). With
//     more than two arguments it takes a struct named <Component>Props, whose
//     zero fields mean "not there".
//  3. Give it one class, and its rules in the layer of its kind under assets/css,
//     with tokens only. A part that has a tone carries the tone as a class and
//     reads var(--tone) and var(--tint).
//  4. If it needs a script, put it in assets/js, add its name to scripts in
//     assets.go, and make it do something sensible without.
//  5. Show it in a guide file, look at it at 1440 and 390 px, light and dark,
//     and with the keyboard alone.
//  6. Add a pair to contrast_test.go when it puts a colour on a ground that is
//     not listed, a line to the list above, and run the tests.
package ui
