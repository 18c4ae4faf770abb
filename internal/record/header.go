package record

// Header is what every record carries. Embed it first in the struct.
//
// The desk alone writes it: pages, importers and answers read it.
type Header struct {
	ID         ID
	Number     int64   `record:"system,index" title:"Number" help:"Counts up within the type"`
	Version    int64   `record:"system" help:"Counts changes; guards against overwriting somebody else's"`
	State      string  `record:"system,index,choice=state" title:"State"`
	Archived   bool    `record:"system,index" help:"Kept, but out of every list that does not ask for it"`
	Created    Instant `record:"system,index"`
	CreatedBy  ID
	Updated    Instant `record:"system,index"`
	UpdatedBy  ID
	Source     string `record:"system" help:"Where an imported record came from"`
	ExternalID string `record:"system" title:"External ID" help:"What its source calls it; makes an import repeatable"`
	Tags       Tags   `record:"system"`
	Custom     Custom
}

// Head gives generic code the header of any record.
func (h *Header) Head() *Header { return h }

// Record is a pointer to a struct that embeds Header.
type Record interface{ Head() *Header }

// Custom holds the values of fields that were defined at run time, by field
// name, each in the JSON form of its kind.
type Custom map[string]any
