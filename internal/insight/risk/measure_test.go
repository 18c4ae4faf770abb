package risk
import ("testing";"fairlead/internal/record";"fairlead/internal/testkit/company";"time";"fmt")
func TestMeasure(t *testing.T){
 c:=company.Load(t, record.Day(2026,11,21))
 s:=c.Snapshot
 q:=Question{"EUR",record.Day(2026,11,21)}
 RegisterOf(s,q)
 t0:=time.Now(); p:=PortfolioOf(s,q); fmt.Println("portfolio",time.Since(t0),p.Problem,p.Yearly,p.Now.Total.Mean(),p.Now.Events)
 for _,x:=range p.Ranked{ n:="survey"; if x.Item!=nil{n=x.Item.Risk.Title}; fmt.Printf("  %-50s %s bad %s any %.2f tail %.3f\n",n,x.Yearly,x.Bad,x.Any,x.Tail)}
 t0=time.Now(); for _,h:=range HeldOf(s,q){ fmt.Println(h.Appetite.Title); for _,x:=range h.Points{fmt.Printf("   >%s accepted %.3f is %.4f (%.4f-%.4f) beyond %s\n",x.Loss,x.Accepted,x.Chance.Value,x.Chance.Low,x.Chance.High,x.Beyond); if x.Planned!=nil {fmt.Printf("      planned %.4f\n",x.Planned.Value)}}}
 fmt.Println("held",time.Since(t0))
 t0=time.Now(); for _,w:=range WorthOf(s,q){ fmt.Println("  ",w.Treatment.Title,w.Treatment.State,"saves",w.Saves,w.Low,w.High,"cost",w.Cost,"net",w.Net,w.Pays(),w.Missing)}
 fmt.Println("worth",time.Since(t0))
 t0=time.Now(); h:=HistoryOf(s,q); fmt.Println("history",time.Since(t0)); for _,k:=range h.Kept{ fmt.Printf("  %-45s %s %.2fy events %d exp %.2f (%d-%d) P>= %.3f P<= %.3f lost %s (%s-%s) %s %s\n",k.Risk.Title,k.Estimate.On,k.Years,len(k.Events),k.Expected,k.Few,k.Many,k.More,k.Fewer,k.Lost,k.Low,k.High,k.Verdict(),k.Missing)}
 fmt.Printf("%+v\n",h.Calibration)
 for i:=range p.Items{ e:=p.EvidenceOf(p.Items[i].Risk); fmt.Println(p.Items[i].Risk.Title,len(e.Events),len(e.Near),e.Years,e.Seen,"joined",e.Joined,e.Joins,"reports",e.Count,e.All)}
}
