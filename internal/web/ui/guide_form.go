package ui

import (
	g "maragu.dev/gomponents"
)

func guideForm() g.Node {
	return Section(SectionProps{ID: "form", Title: "New contract"}, Form(FormProps{
		Action: "/contracts", Files: true,
		Errors: []FieldError{{Name: "notice_days", Label: "Notice", Problem: "must be a whole number of days, 0 or more."}, {Name: "currency_note", Label: "Cost centre", Problem: "is not known; choose one from the list."}},
		Body:   []g.Node{guideWhat(), guideWhen(), guideCost(), guideMore()},
		Actions: []g.Node{
			Button(ButtonProps{Label: "Save contract", Kind: ButtonMain}),
			Button(ButtonProps{Label: "Save and add another", Name: "again", Value: "1"}),
			Button(ButtonProps{Label: "Cancel", Kind: ButtonQuiet, Href: "#"})},
		Note: "Fields with * are required. Ctrl Enter saves.",
	}))
}

func guideWhat() g.Node {
	return FieldGroup(GroupProps{Title: "What it is", Help: "Who agreed what with whom, and which services stand on it."},
		TextField(Field{Name: "name", Label: "Name", Required: true, Help: "As people call it."}, TextProps{Value: "Hosting, two racks"}),
		ReferenceField(Field{Name: "vendor", Label: "Vendor", Required: true, Help: "Type a name or a number such as VEN-0012."}, ReferenceProps{Chosen: Reference{Value: "018f", Text: "Norvik"}, Suggest: "/pick/vendor"}),
		ReferencesField(Field{Name: "services", Label: "Services"}, ReferencesProps{Chosen: []Reference{{Value: "1", Text: "Freight booking"}, {Value: "2", Text: "Customer portal"}, {Value: "3", Text: "Label printing"}}, Suggest: "/pick/service", Placeholder: "Add a service"}),
		SelectField(Field{Name: "kind", Label: "Kind"}, SelectProps{Value: "hosting", Empty: "Choose a kind", Options: []Option{{Value: "hosting", Label: "Hosting"}, {Value: "licence", Label: "Licence"}, {Value: "support", Label: "Support"}}}),
		TextField(Field{Name: "number", Label: "Their number", ReadOnly: true}, TextProps{Value: "NV-22871", Code: true}),
	)
}

func guideWhen() g.Node {
	return FieldGroup(GroupProps{Title: "When", Help: "Fairlead warns in time for the notice."},
		DateField(Field{Name: "starts", Label: "Starts", Required: true}, DateProps{Value: "2024-02-22"}),
		DateField(Field{Name: "ends", Label: "Ends"}, DateProps{Value: "2027-02-22"}),
		NumberField(Field{Name: "notice_days", Label: "Notice", Unit: "days before the end", Error: "Notice must be a whole number of days, 0 or more."}, NumberProps{Value: "ninety", Min: "0", Step: "1"}),
		DateTimeField(Field{Name: "reminder", Label: "Remind me", Help: "Oslo time."}, DateProps{Value: "2026-11-20T09:00"}),
		CheckField(Field{Name: "renews", Label: "Renews by itself", Help: "Unless notice is given."}, true),
	)
}

func guideCost() g.Node {
	return FieldGroup(GroupProps{Title: "What it costs"},
		MoneyField(Field{Name: "annual", Label: "A year"}, MoneyProps{Amount: "129,400.00", Currency: "EUR", Currencies: []string{"EUR", "NOK", "USD"}}),
		MoneyField(Field{Name: "setup", Label: "Once"}, MoneyProps{Currency: "EUR"}),
		TextField(Field{Name: "currency_note", Label: "Cost centre", Error: "This cost centre is not known; choose one from the list."}, TextProps{Value: "4410-X"}),
		EstimateField(Field{Name: "exit", Label: "Cost of leaving", Unit: "EUR", Help: "What it would cost at least, most likely and at most.", Wide: true}, EstimateProps{Low: "40,000", Likely: "65,000", High: "140,000"}),
		RadioField(Field{Name: "pays", Label: "Paid"}, SelectProps{Value: "quarter", Options: []Option{{Value: "month", Label: "Every month"}, {Value: "quarter", Label: "Every quarter"}, {Value: "year", Label: "Once a year", Help: "Often 2 % cheaper."}}}),
		CheckSetField(Field{Name: "needs", Label: "Needs approval of"}, CheckSetProps{Values: []string{"finance"}, Options: []Option{{Value: "finance", Label: "Finance"}, {Value: "legal", Label: "Legal"}, {Value: "security", Label: "Security"}}}),
	)
}

func guideMore() g.Node {
	steps := [][3]string{{"Ask two vendors for a quote", "30", "2026-10-01"}, {"Decide with finance", "5", "2026-11-16"}, {"Give notice or sign", "1", "2026-11-23"}}
	return FieldGroup(GroupProps{Title: "Plan and papers"},
		RowsField(Field{Name: "steps", Label: "Renewal steps"}, RowsProps{
			Columns: []Column{{Label: "Step"}, {Label: "Days", Numeric: true}, {Label: "By"}}, Count: len(steps), Add: "Add a step",
			Cells: func(i int) []g.Node {
				var s [3]string
				if i != BlankRow {
					s = steps[i]
				}
				return []g.Node{
					TextField(Field{Name: RowName("steps", i, "title"), Label: "Step", HideLabel: true}, TextProps{Value: s[0]}),
					NumberField(Field{Name: RowName("steps", i, "days"), Label: "Days", HideLabel: true}, NumberProps{Value: s[1], Step: "1"}),
					DateField(Field{Name: RowName("steps", i, "by"), Label: "By", HideLabel: true}, DateProps{Value: s[2]}),
				}
			},
		}),
		AreaField(Field{Name: "note", Label: "Note"}, AreaProps{Rows: 3, Placeholder: "What the next person should know"}),
		FileField(Field{Name: "files", Label: "Papers"}, FileProps{Accept: ".pdf,.docx", Multiple: true, Limit: "PDF or DOCX, up to 25 MB each"}),
	)
}
