using System.Text;
using Plumbline.Fiscal;
using Plumbline.Importing.Facts;
using Plumbline.Importing.Reading;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>Exports of the systems as their documents describe them, which no set of ours holds.</summary>
public class RecognitionTests : FilesOfTests
{
    [Fact]
    public void No_kind_offers_a_field_twice() =>
        Assert.All(Enum.GetValues<FactKind>(), kind => Assert.Distinct(Recognition.FieldsFor(kind).Select(f => f.Name)));

    [Fact]
    public void A_row_with_a_character_of_number_0_is_refused()
    {
        var file = Open("accounts.csv", "Account Name,Industry\nAcme,Steel\nBe\0ta,Tea\n", encoding: System.Text.Encoding.Unicode);
        Assert.Equal("Acme", Assert.Single(Facts<AccountRow>(file)).Name);
        Assert.Equal(3, Assert.Single(Refused(file)).Line);
    }

    [Fact]
    public void A_Salesforce_report_is_read_down_to_its_footer()
    {
        var file = Open("report1731.csv", """
            "Opportunity Owner","Account Name","Opportunity Name","Stage","Fiscal Period","Amount Currency","Amount","Probability (%)","Age","Close Date","Created Date","Type"
            "Ann Lee","Acme","Acme 500 seats","Closed Won","Q1-2024","EUR","12,500.00","100","30","3/31/2024","3/1/2024","New Business"
            "Bob Ray","Beta","Beta renewal","Negotiation/Review","Q2-2024","EUR","8,000.00","90","12","6/30/2024","4/2/2024","Existing Business"

            "Grand Totals (2 records)"
            "Confidential Information - Do Not Distribute"
            "Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."
            """);
        Assert.Equal((FactKind.Opportunity, "salesforce"), (file.Kind!.Value, file.Profile));
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal(2, rows.Count);
        Assert.Equal((OpportunityState.Won, 12500m, "EUR", new DateOnly(2024, 3, 31), true), (rows[0].State!.Value, rows[0].Amount!.Value, rows[0].Currency, rows[0].Closed!.Value, rows[0].IsNewBusiness!.Value));
        Assert.Equal((OpportunityState.Open, 0.9m, new DateOnly(2024, 6, 30)), (rows[1].State!.Value, rows[1].Probability!.Value, rows[1].ExpectedClose!.Value));
        Assert.Equal(["3 rows left: the report's own footer."], file.RowsLeft);
    }

    [Fact]
    public void Dataverse_rows_by_logical_names_are_read()
    {
        var file = Open("opportunities.csv", """
            opportunityid,name,_parentaccountid_value,estimatedvalue,actualvalue,estimatedclosedate,actualclosedate,closeprobability,statecode,_ownerid_value,createdon
            11111111-0000-0000-0000-000000000001,Machines,aaaa,5000.0000,,2024-05-01,,40,0,u1,2024-01-02T10:00:00Z
            11111111-0000-0000-0000-000000000002,Beans,bbbb,900.0000,850.0000,2024-02-01,2024-02-03,100,1,u2,2024-01-02T10:00:00Z
            11111111-0000-0000-0000-000000000003,Mugs,bbbb,300.0000,0,2024-02-01,2024-02-03,0,2,u2,2024-01-02T10:00:00Z
            """);
        Assert.Equal("dynamics365", file.Profile);
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal([(OpportunityState.Open, 5000m), (OpportunityState.Won, 850m), (OpportunityState.Lost, 300m)], rows.Select(r => (r.State!.Value, r.Amount!.Value)));
        Assert.Equal(["u1", "u2", "u2"], rows.Select(r => r.Salesperson.Id));
        Assert.Equal(new DateOnly(2024, 2, 3), rows[1].Closed);
    }

    [Fact]
    public void A_HubSpot_export_by_labels_is_read()
    {
        var file = Open("hubspot-crm-exports-all-deals-2024-02-05.csv", """
            Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date,Associated Company IDs,Associated Contact IDs
            101,Big deal,Closed Won,2024-02-01 09:30,Ann Lee,1200,Sales,2024-01-01 08:00,55;66,7
            102,Small deal,Appointment Scheduled,2024-03-01 09:30,Bob Ray,,Sales,2024-01-05 08:00,,
            """);
        Assert.Equal(("hubspot", FactKind.Opportunity), (file.Profile, file.Kind!.Value));
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal((OpportunityState.Won, "55", "Ann Lee", new DateOnly(2024, 2, 1)), (rows[0].State!.Value, rows[0].Account.Id, rows[0].Salesperson.Name, rows[0].Closed!.Value));
        Assert.Equal((OpportunityState.Open, null), (rows[1].State!.Value, rows[1].Amount));
    }

    [Fact]
    public void HubSpot_warehouse_deals_get_stage_and_company_from_the_tables_beside_them()
    {
        Write("stages.csv", "stage_id,label,pipeline_id,closed_won,is_closed,probability,display_order\ns1,Contract signed,p,true,true,1.0,5\ns2,Gone,p,false,true,0.0,6\n");
        Write("deal_company.csv", "deal_id,company_id,type_id\n1,900,5\n");
        Write("merged_deal.csv", "deal_id,merged_deal_id,_fivetran_synced\n1,3,2024-01-01 00:00:00\n");
        Write("deal.csv", "deal_id,dealname,deal_pipeline_stage_id,hubspot_owner_id,amount,closedate,createdate,_fivetran_deleted,portal_id\n1,A,s1,77,100,2024-01-31 00:00:00,2024-01-01 00:00:00,false,5\n2,B,s2,77,50,2024-01-31 00:00:00,2024-01-01 00:00:00,false,5\n3,C,s2,77,,,,false,5\n4,D,s2,77,,,,true,5\n");
        var files = SourceSet.Open([PathOf("")], new()).Files;
        var deals = files.Single(f => f.Kind == FactKind.Opportunity);
        var rows = Facts<OpportunityRow>(deals);
        Assert.Equal([("Contract signed", OpportunityState.Won, "900"), ("Gone", OpportunityState.Lost, null)], rows.Select(r => (r.Stage!, r.State!.Value, r.Account.Id)));
        Assert.Equal(["1 row left: deals that were merged into others.", "1 row left: deleted in the source."], deals.RowsLeft);
    }

    [Fact]
    public void Pipedrive_headers_are_read_with_and_without_stars()
    {
        var file = Open("deals-1.csv", """
            Deal - Title*;Deal - Value;Deal - Currency of value;Deal - Owner;Deal - Stage (pipeline);Deal - Status;Deal - Expected close date;Deal - Won time;Deal - Lost time;Deal - Lost reason;Organization - Name
            Alpha;1.250,50;EUR;Ann Lee;Proposal (Sales);Won;2024-04-30;2024-04-12 10:11:12;;;Acme
            Gamma;300;EUR;Bob Ray;Proposal (Sales);Lost;2024-04-30;;2024-04-13 10:11:12;Price;Acme
            Delta;300;EUR;Bob Ray;Proposal (Sales);Deleted;;;;;
            """);
        Assert.Equal("pipedrive", file.Profile);
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal([(OpportunityState.Won, 1250.50m, new DateOnly(2024, 4, 12)), (OpportunityState.Lost, 300m, new DateOnly(2024, 4, 13))], rows.Select(r => (r.State!.Value, r.Amount!.Value, r.Closed!.Value)));
        Assert.Equal("Price", rows[1].Reason);
    }

    [Fact]
    public void An_export_of_Close_is_read_by_its_status_and_not_by_the_day_that_is_estimated()
    {
        var file = Open("Close Opportunities.csv", """
            id,lead_name,status_label,status_type,pipeline_name,value,value_currency,value_formatted,date_created,date_won,date_lost,user_name
            oppo_1,Acme,Signed,won,Sales,3000000,EUR,"€30,000",2026-01-20T16:39:19.000000+00:00,2026-03-14,,Ann
            oppo_2,Beta,Proposal,active,Sales,1000000,EUR,"€10,000",2026-01-21T09:00:00.000000+00:00,2026-06-30,,Ann
            oppo_3,Gamma,Gone,lost,Sales,500000,EUR,"€5,000",2026-01-22T09:00:00.000000+00:00,2026-05-01,2026-03-16T10:07:46.000000+00:00,Bob
            """);
        Assert.Equal((FactKind.Opportunity, "close"), (file.Kind!.Value, file.Profile));
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal([(OpportunityState.Won, "Signed"), (OpportunityState.Open, "Proposal"), (OpportunityState.Lost, "Gone")], rows.Select(r => (r.State!.Value, r.Stage!)));
        Assert.Equal([(30_000m, "EUR", "Acme", "Ann"), (10_000m, "EUR", "Beta", "Ann"), (5_000m, "EUR", "Gamma", "Bob")], rows.Select(r => (r.Amount!.Value, r.Currency!, r.Account.Name!, r.Salesperson.Name!)));
        Assert.Equal([(null, new DateOnly(2026, 3, 14)), (new DateOnly(2026, 6, 30), null), (null, new DateOnly(2026, 3, 16))], rows.Select(r => (r.ExpectedClose, r.Closed)).Cast<(DateOnly?, DateOnly?)>());
    }

    [Fact]
    public void A_won_date_of_a_deal_that_is_said_to_be_open_is_the_day_that_is_expected()
    {
        var rows = Facts<OpportunityRow>(Open("deals.csv", "Deal Name,Rep,Stage,Status,Amount,Won Date\nA,Ann,Offer,Open,5,2026-06-30\nB,Ann,Offer,,5,2026-03-14\n"));
        Assert.Equal([(OpportunityState.Open, new DateOnly(2026, 6, 30), null), (OpportunityState.Won, null, new DateOnly(2026, 3, 14))], rows.Select(r => (r.State!.Value, r.ExpectedClose, r.Closed)).Cast<(OpportunityState, DateOnly?, DateOnly?)>());
    }

    [Theory]
    [InlineData("Opportunity,Customer,Expected Revenue,Salesperson,Stage,Probability,Expected Closing,Closed Date,Created on")]
    [InlineData("name,partner_id,expected_revenue,user_id,stage_id,probability,date_deadline,date_closed,create_date")]
    public void Odoo_is_read_by_labels_and_by_technical_names(string header)
    {
        var file = Open("crm.lead.csv", header + "\nChairs,Azure,4500.0,Mitchell Admin,Won,100.0,2024-05-10,2024-05-02 08:00:00,2024-04-01 09:00:00\nDesks,Deco,900.0,Marc Demo,Proposition,35.5,2024-06-10,,2024-04-01 09:00:00\n");
        Assert.Equal("odoo", file.Profile);
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal(("Azure", 4500m, OpportunityState.Won, "Mitchell Admin", new DateOnly(2024, 5, 2)), (rows[0].Account.Name, rows[0].Amount!.Value, rows[0].State!.Value, rows[0].Salesperson.Name, rows[0].Closed!.Value));
        Assert.Equal((0.355m, new DateOnly(2024, 6, 10)), (rows[1].Probability!.Value, rows[1].ExpectedClose!.Value));
    }

    [Fact]
    public void Any_English_table_is_read_by_its_words()
    {
        var file = Open("list.csv", "REP,Client Name,DEAL SIZE,phase,Expected Close\nAnn,Acme,1000,Won,2024-01-31\n");
        Assert.Equal((FactKind.Opportunity, "generic"), (file.Kind!.Value, file.Profile));
        var row = Facts<OpportunityRow>(file).Single();
        Assert.Equal(("Ann", "Acme", 1000m, OpportunityState.Won), (row.Salesperson.Name, row.Account.Name, row.Amount!.Value, row.State!.Value));
    }

    [Theory]
    [InlineData("Salesperson,Month,Revenue,Margin\nAnn,2024-01,1000,300\n", "2024-01", 1000, 300)]
    [InlineData("Rep,Quarter,Year,Quota\nAnn,Q2,2024,1000\n", "2024-04 to 2024-06", 1000, null)]
    [InlineData("Rep,Period,Target\nAnn,2024-H1,1000\n", "2024-01 to 2024-06", 1000, null)]
    [InlineData("Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,,1000,\n", "2024-02", 1000, null)]
    [InlineData("Rep,2024-01,2024-02,2024-03\nAnn,1000,,\n", "2024-01", 1000, null)]
    [InlineData("Rep,Year,M01,M02,M03\nAnn,2024,1000,-,-\n", "2024-01", 1000, null)]
    [InlineData("Rep,FY,January,February,March\nAnn,2024,,,1000\n", "2024-03", 1000, null)]
    public void Targets_are_read_as_list_and_as_sheet(string text, string period, int revenue, int? margin)
    {
        var file = Open("quotas.csv", text);
        Assert.Equal(FactKind.Target, file.Kind);
        var row = Facts<TargetRow>(file).Single();
        Assert.Equal(("Ann", period, revenue, (decimal?)margin), (row.Salesperson.Name, row.Period.ToString(), row.Revenue!.Value, row.Margin));
    }

    [Fact]
    public void Shares_of_a_booking_are_read_and_must_add_up()
    {
        var file = Open("bookings.csv", """
            Order Number,Order Date,Customer,Salesperson,Revenue
            1,2024-01-05,Acme,Anna 60%; Ben 40%,100
            2,2024-01-05,Acme,Anna,100
            3,2024-01-05,Acme,Anna 60%; Ben 30%,100
            4,2024-01-05,Acme,Anna; Ben,100
            5,,Acme,Anna,100
            6,2024-01-05,Acme,Anna,a lot
            """);
        Assert.Equal([[("Anna", 0.6m), ("Ben", 0.4m)], [("Anna", 1m)]], Facts<BookingRow>(file).Select(b => b.Credits.Select(c => (c.Salesperson.Name!, c.Share)).ToArray()));
        var refused = Refused(file);
        Assert.Equal([4, 5, 6, 7], refused.Select(r => r.Line));
        Assert.Contains("Salesperson: the shares add up to 90", refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("not everyone's share", refused[1].Reason, StringComparison.Ordinal);
        Assert.Contains("Order Date", refused[2].Reason, StringComparison.Ordinal);
        Assert.Contains("Revenue: \"a lot\" is not a number", refused[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_that_read_either_way_are_asked_about_and_never_guessed()
    {
        const string Text = "Deal Name,Rep,Stage,Amount,Close Date\nA,Ann,Won,5,3/4/2024\nB,Ann,Won,5,5/6/2024\n";
        var asked = Open("deals.csv", Text);
        Assert.NotNull(asked.DatesQuestion);
        Assert.Contains("Close Date", asked.Refusal, StringComparison.Ordinal);
        Assert.Contains("--dates dmy", asked.Refusal, StringComparison.Ordinal);
        Assert.Throws<RefusedException>(() => asked.Read(CancellationToken.None));
        Assert.Equal(new DateOnly(2024, 4, 3), Facts<OpportunityRow>(Open("deals.csv", Text, new() { Dates = DateOrder.DayFirst }))[0].Closed);
        Assert.Equal(new DateOnly(2024, 3, 4), Facts<OpportunityRow>(Open("deals.csv", Text + "C,Ann,Won,5,5/26/2024\n"))[0].Closed);
    }

    [Fact]
    public void Months_over_columns_may_be_the_first_days_of_a_workbook() =>
        Assert.Equal([2026, 2026, 2026], Facts<TargetRow>(Open("targets.csv", "Salesperson,2026-01-01,2026-02-01,2026-03-01\nAnn,100,200,300\n")).Select(t => t.Period.First.Year));

    [Fact]
    public void A_day_too_far_away_is_out_of_range()
    {
        var refused = Assert.Single(Refused(Open("deals.csv", "Deal Name,Rep,Stage,Amount,Expected Close Date\nA,Ann,Propose,5,2026-04-30\nB,Ann,Propose,5,9999-12-31\n")));
        Assert.Contains("Expected Close Date: \"9999-12-31\" is out of range", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Subject,Regarding,Start Time,Status,Owner,Required Attendees,Status Reason", "A,Acme,{0},{1},Ann,Ben,Free", "Completed", "Open", "Canceled")]
    [InlineData("Task ID,Subject,Due Date,Status,Assigned,Priority", "1,A,{0},{1},Ann,High", "Completed", "Not Started", "Cancelled")]
    [InlineData("Activity - Pipedrive System ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Assigned to user", "1,A,Call,{0},{1},Ann", "Done", "To do", "0")]
    [InlineData("Activity ID,Type,Date,Salesperson,Status", "1,Call,{0},Ann,{1}", "Held", "planned", "cancelled")]
    public void What_was_cancelled_or_is_only_planned_counts_for_nobody(string header, string row, string done, string planned, string cancelled)
    {
        var file = Open("activities.csv", string.Join('\n', (string[])[header, .. new[] { done, planned, cancelled }.Select((state, i) => row.Replace("{0}", $"2026-04-2{i}", StringComparison.Ordinal).Replace("{1}", state, StringComparison.Ordinal))]));

        Assert.Equal(new DateOnly(2026, 4, 20), Assert.Single(Facts<ActivityRow>(file)).Date);
        Assert.Equal(2, file.LeftCount);
    }

    [Fact]
    public void A_file_that_leaves_two_things_open_asks_for_both_at_once()
    {
        var asked = Open("deals.csv", "Deal Name;Rep;Stage;Amount;Close Date\nA;Ann;Won;1.250;3/4/2024\n");
        Assert.Contains("--dates dmy", asked.Refusal, StringComparison.Ordinal);
        Assert.Contains("--decimal comma", asked.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("1.234", asked.DatesQuestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sales_pipeline.csv")]
    [InlineData("deals.csv")]
    [InlineData("bookings.csv")]
    public void The_name_of_a_file_does_not_decide_its_system(string name) =>
        Assert.Equal("maven", Open(name, "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n1,Ann,Care,Acme,Won,2026-01-05,2026-02-05,10\n").Profile);

    [Fact]
    public void A_point_that_may_part_thousands_is_asked_about()
    {
        const string Text = "Deal Name;Rep;Stage;Amount\nA;Ann;Won;1.250\n";
        Assert.NotNull(Open("deals.csv", Text).DecimalsQuestion);
        Assert.Equal(1250m, Facts<OpportunityRow>(Open("deals.csv", Text, new() { Decimals = DecimalMark.Comma }))[0].Amount);
        Assert.Equal(1250m, Facts<OpportunityRow>(Open("deals.csv", Text + "B;Ann;Won;99,50\n"))[0].Amount);
    }

    [Fact]
    public void Columns_are_mapped_by_hand_and_the_mapping_is_remembered_whatever_their_order()
    {
        const string Text = "Wer,Was,Wieviel,Wann\nAnn,Stühle,100,2024-01-31\n";
        Assert.NotNull(Open("x.csv", Text).ReasonLeft);
        var map = new Dictionary<string, string> { ["salesperson"] = "Wer", ["product"] = "Was", ["revenue"] = "Wieviel", ["date"] = "Wann" };
        var mapped = Open("x.csv", Text, new() { Kind = FactKind.Booking, Map = [.. map] });
        Assert.Equal("Stühle", Facts<BookingRow>(mapped).Single().Product.Name);
        var remembered = new ReadingOptions { Remembered = new Dictionary<string, RememberedMapping> { [mapped.Signature] = new(FactKind.Booking, "generic", map) } };
        var again = Open("y.csv", "Wann,Wer,Was,Wieviel\n2024-01-31,Ann,Stühle,100\n", remembered);
        Assert.Equal(("Ann", 100m), (Facts<BookingRow>(again).Single().Credits[0].Salesperson.Name, Facts<BookingRow>(again).Single().Revenue));
        Assert.Throws<RefusedException>(() => Open("x.csv", Text, new() { Map = [new("salesperson", "Nobody")] }));
        Assert.Throws<RefusedException>(() => Open("x.csv", Text, new() { Map = [new("no_field", "Wer")] }));
        Assert.Throws<RefusedException>(() => Open("x.csv", Text, new() { Profile = "nothing" }));
    }

    [Fact]
    public void Columns_may_be_missing_added_reordered_and_in_any_case()
    {
        var file = Open("export.csv", "CLOSE_VALUE,extra,Deal_Stage,SALES_AGENT,Account\n10,x,Won,Ann,Acme\n");
        Assert.Equal("maven", file.Profile);
        Assert.Equal(10m, Facts<OpportunityRow>(file).Single().Amount);
    }

    [Theory]
    [InlineData("Nr.;Kunde;Verkäufer;Betrag (EUR);Status;Angelegt am;Abschlussdatum", "Gewonnen", "Verloren", "In Verhandlung")]
    [InlineData("Opportunité;Compte;Propriétaire;Montant;Étape;Date de création;Date de clôture", "Gagnée", "Perdue", "Négociation")]
    [InlineData("Oportunidad;Cuenta;Comercial;Importe;Etapa;Fecha de creación;Fecha de cierre", "Ganada", "Perdida", "Negociación")]
    public void Deals_of_other_languages_are_read_by_their_words(string header, string won, string lost, string open)
    {
        var file = Open("export.csv", $"{header}\nO1;Aurora;Ann;20.497,67;{won};04.01.2022;05.02.2022\nO2;Aurora;Ann;1.500,00;{lost};14.01.2022;05.02.2022\nO3;Aurora;Ann;900,00;{open};15.01.2022;05.04.2022\n");
        Assert.Equal((FactKind.Opportunity, "generic"), (file.Kind!.Value, file.Profile));
        var rows = Facts<OpportunityRow>(file);
        Assert.Equal([OpportunityState.Won, OpportunityState.Lost, OpportunityState.Open], rows.Select(r => r.State!.Value));
        Assert.Equal((20_497.67m, "Aurora", "Ann", new DateOnly(2022, 1, 4), new DateOnly(2022, 2, 5)), (rows[0].Amount!.Value, rows[0].Account.Name, rows[0].Salesperson.Name, rows[0].Opened!.Value, rows[0].Closed!.Value));
    }

    [Theory]
    [InlineData("Copper ID;Name;Company;Owned By;Created At;Close Date;Value;Status", "Won")]
    [InlineData("Id;Name;Account name;Sales owner;Created at;Closed date;Deal value;Deal stage", "Won")]
    [InlineData("deal_id;deal_name;customer_name;rep_name;created_at;closed_at;deal_value_usd;outcome", "won")]
    [InlineData("Nr.;Name;Accounts;Owner;Deal creation date;Close Date;Deal Value;Stage", "Won")]
    [InlineData("Nr.;Opportunity-Name;Accountname;Opportunity-Inhaber;Erstelldatum;Schlusstermin;Betrag;Phase", "Closed Won")]
    [InlineData("Datensatz-ID;Deal-Name;Kunde;Deal-Inhaber;Erstelldatum;Abschlussdatum;Betrag;Deal-Phase", "Abgeschlossen und gewonnen (Vertriebspipeline)")]
    [InlineData("Nr.;Thema;Potenzieller Kunde;Besitzer;Erstellt am;Tatsächliches Abschlussdatum;Tatsächlicher Umsatz;Status", "Gewonnen")]
    [InlineData("N°;Nom de la transaction;Compte;Propriétaire de la transaction;Date de création;Date de fermeture;Montant;Phase de la transaction", "Fermé gagné")]
    [InlineData("ID;Nombre de oportunidad;Nombre de cuenta;Propietario de oportunidad;Fecha de creación;Fecha de cierre;Importe;Etapa", "Cerrada ganada")]
    [InlineData("ID;Nome opportunità;Nome account;Titolare opportunità;Data creazione;Data chiusura;Ammontare;Fase", "Chiusa vinta")]
    [InlineData("ID;Dealnaam;Bedrijf;Dealeigenaar;Aanmaakdatum;Sluitingsdatum;Bedrag;Dealfase", "Gesloten en gewonnen")]
    [InlineData("ID;Nome da oportunidade;Nome da conta;Proprietário da oportunidade;Data de criação;Data de fechamento;Valor;Fase", "Fechado e ganho")]
    public void Headers_of_more_systems_are_known_in_their_languages(string header, string won)
    {
        var file = Open("export.csv", $"{header}\n7;Seats;Aurora;Ann;04.01.2022;05.02.2022;20.497,67;{won}\n");
        Assert.Equal(FactKind.Opportunity, file.Kind);
        var row = Facts<OpportunityRow>(file).Single();
        Assert.Equal((OpportunityState.Won, 20_497.67m, header.Contains("usd", StringComparison.Ordinal) ? "USD" : null), (row.State!.Value, row.Amount!.Value, row.Currency));
        Assert.Equal(("Seats", "Aurora", "Ann", new DateOnly(2022, 1, 4), new DateOnly(2022, 2, 5)), (row.Name, row.Account.Name, row.Salesperson.Name, row.Opened!.Value, row.Closed!.Value));
    }

    [Fact]
    public void What_is_expected_of_an_open_deal_is_known_in_German_Dynamics()
    {
        var row = Facts<OpportunityRow>(Open("export.csv", "Thema;Potenzieller Kunde;Besitzer;Status;Statusgrund;Gesch. Abschlussdatum;Gesch. Umsatz;Tatsächliches Abschlussdatum;Tatsächlicher Umsatz\nSeats;Aurora;Ann;Offen;In Bearbeitung;05.04.2022;900,50 €;;\n")).Single();
        Assert.Equal((OpportunityState.Open, 900.5m, new DateOnly(2022, 4, 5)), (row.State!.Value, row.Amount!.Value, row.ExpectedClose!.Value));
    }

    [Fact]
    public void An_amount_whose_header_names_a_currency_is_in_that_one_and_goes_behind_one_that_names_none()
    {
        var one = Facts<OpportunityRow>(Open("deals.csv", "Deal Name,Rep,Stage,amount_usd,Currency,Close Date\nA,Ann,Won,5,EUR,2024-01-02\n")).Single();
        Assert.Equal((5m, "USD"), (one.Amount!.Value, one.Currency));
        var two = Facts<OpportunityRow>(Open("deals.csv", "Deal Name,Rep,Stage,amount_usd,Amount,Currency,Close Date\nA,Ann,Won,5,4,EUR,2024-01-02\n")).Single();
        Assert.Equal((4m, "EUR"), (two.Amount!.Value, two.Currency));
    }

    [Fact]
    public void The_amount_of_a_line_of_an_invoice_goes_before_the_total_of_the_invoice()
    {
        var rows = Facts<BookingRow>(Open("invoices.csv", "ContactName,InvoiceNumber,InvoiceDate,Total,Quantity,UnitAmount,LineAmount,Salesperson\nAcme,I1,14/03/2026,36000,1,10000,10000,Ann\nAcme,I1,14/03/2026,36000,2,10000,20000,Ann\n"));
        Assert.Equal([("Acme", 10_000m), ("Acme", 20_000m)], rows.Select(r => (r.Account.Name!, r.Revenue)));
    }

    [Fact]
    public void What_no_word_tells_of_a_stage_the_person_says()
    {
        const string Text = "Deal Name,Rep,Stage,Amount,Close Date\nA,Ann,PO received,5,2024-01-02\nB,Ann,No interest,5,2024-01-03\nC,Ann,Quote sent,5,2024-01-04\n";
        Assert.All(Facts<OpportunityRow>(Open("deals.csv", Text)), r => Assert.Equal(OpportunityState.Open, r.State));
        Assert.Equal([OpportunityState.Won, OpportunityState.Lost, OpportunityState.Open], Facts<OpportunityRow>(Open("deals.csv", Text, new() { Stages = new(["po received"], ["No interest"]) })).Select(r => r.State!.Value));
    }

    [Theory]
    [InlineData("Sales Rep,Year,Q1 (k),Q2 (k),Q3 (k),Q4 (k)\nAnn,2026,0.01,0.02,0.03,40k\n", 1_000)]
    [InlineData("Verkäufer,Monat,Umsatzziel\nAnn,Januar 2026,10\nAnn,Februar 2026,20\nAnn,März 2026,30\nAnn,April 2026,40\n")]
    [InlineData("Sales Rep,Year,Q1,Q2,Q3,Q4,Total\nAnn,2026,10,20,30,40,100\n")]
    [InlineData("Sales Rep,Q1 2026,Q2 2026,2026-Q3,Q4 FY26 Quota\nAnn,10,20,30,40\n")]
    [InlineData("Rep Email,Quarter,Quota\nAnn,2026-Q1,10\nAnn,2026Q2,20\nAnn,Q3 2026,30\nAnn,Q4-26,\nAnn,Q4 FY26,40\n")]
    [InlineData("Sales Rep,Start Date,Quota\nAnn,1/1/2026,10\nAnn,2/1/2026,20\nAnn,3/1/2026,30\nAnn,4/1/2026,40\n")]
    [InlineData("Sales Rep,Month,Quota (k)\nAnn,01/01/2026,0.01\nAnn,01/02/2026,0.02\nAnn,01/03/2026,0.03\nAnn,01/04/2026,0.04\n")]
    [InlineData("Sales Rep,1/1/2026,4/1/2026,7/1/2026,10/1/2026\nAnn,10,20,30,40\n")]
    [InlineData("Sales Rep,01.01.2026,01.02.2026,01.03.2026,01.04.2026\nAnn,10,20,30,40\n")]
    public void Quotas_are_read_however_periods_and_columns_are_written(string text, int last = 1)
    {
        var rows = Facts<TargetRow>(Open("quotas.csv", text));
        Assert.Equal([10m, 20, 30, 40 * last], rows.Select(r => r.Revenue!.Value)); // What says itself how large it is is that large.
        Assert.Equal(Enumerable.Range(0, 4).Select(i => new Period(new Month(2026, 1).Plus(i * rows[0].Period.Length), rows[0].Period.Length)), rows.Select(r => r.Period));
    }

    [Theory]
    [InlineData(",Ann Lee,Bo\nQ1 2026,\"1.200,50\",\nQ2 2026,2000,7\n", 3)]
    [InlineData("Quotas 2026\n\nQuarter;Ann Lee;Bo;Total\n2026-Q1;1200,50;;1200\n2026-Q2;2000;7;2007\nTotal;3200;7;3207\n", 3)]
    [InlineData("Year,Quarter,Ann Lee,Bo\n2026,1,1200.5,\n2026,2,2000,7\n", 3)]
    [InlineData("Month,Ann Lee,Bo\n1/1/2026,1200.5,\n2/1/2026,2000,7\n3/1/2026,,\n", 1)]
    [InlineData("Month\tAnn Lee\tBo\n2026-01-01\t1200.5\t\n2026-04-01\t2000\t7\n2026-07-01\t\t\n", 3)]
    public void Quotas_with_people_across_are_read_turned(string text, int months)
    {
        var file = Open("quotas.csv", text);
        Assert.Equal(
            [("Ann Lee", new Period(new(2026, 1), months), 1_200.5m), ("Ann Lee", new Period(new Month(2026, 1).Plus(months), months), 2_000m), ("Bo", new Period(new Month(2026, 1).Plus(months), months), 7m)],
            Facts<TargetRow>(file).Select(t => (t.Salesperson.Name!, t.Period, t.Revenue!.Value)));
        Assert.Contains(file.Notes, n => n.StartsWith("Each column is a salesperson", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quota_that_is_no_number_is_refused_with_its_person_and_the_others_are_taken()
    {
        var file = Open("quotas.csv", "Quarter,Ann Lee,Bo\n2026-Q1,lots,250\n2026-Q2,260,\n");
        Assert.Equal("Bo", Assert.Single(Facts<TargetRow>(file)).Salesperson.Name);
        var refused = Refused(file).Single();
        Assert.StartsWith("Ann Lee, 2026-Q1: \"lots\" is not a number", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("Ann Lee", refused.Cells);
    }

    [Theory]
    [InlineData("Quarter,Ann Lee\n2026-Q1,10\n2026-Q2,10\n")] // Of one nothing tells that it is a person.
    [InlineData("Month,Revenue,Margin\n2026-01,10,5\n2026-02,10,5\n")]
    [InlineData("Quarter,Ann Lee,Bo\n2026-Q1,good,better\n2026-Q2,bad,worse\n")]
    [InlineData("Quarter,Ann Lee,Bo\nQ1,10,20\nQ2,10,20\n")] // Of which year?
    [InlineData("Quarter,EMEA,APAC\n2026-Q1,10,20\n2026-Q2,10,20\n", "kpis.csv")] // Nothing says that it is of quotas.
    public void What_has_no_people_across_is_not_turned(string text, string name = "quotas.csv") => Assert.DoesNotContain(Open(name, text).Notes, n => n.StartsWith("Each column", StringComparison.Ordinal));

    [Fact]
    public void Quarters_beside_months_are_not_counted_once_more_and_quotas_of_teams_are_told_to_be_none()
    {
        Assert.Equal([10m, 20, 30], Facts<TargetRow>(Open("quotas.csv", "Rep,Year,Jan,Feb,Mar,Q1,Q2\nAnn,2026,10,20,30,60,\n")).Select(r => r.Revenue!.Value));
        var teams = Open("team.csv", "Team,Quarter,Quota\nNorth,2026-Q1,10\n");
        Assert.Null(teams.Kind);
        Assert.StartsWith("Quotas of teams", teams.ReasonLeft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Employee,Q1,Q2,Q3,Q4,Score\nAnn,3,4,5,4,16\n")] // A survey.
    [InlineData("Sales Rep,Month,Quota\nAnn,31/01/2026,10\n")] // No month begins so.
    [InlineData("Sales Rep,Month,Quota\nAnn,01/15/2026,10\n")]
    public void What_is_no_quota_of_a_period_is_none(string text)
    {
        var file = Open("quotas.csv", text);
        Assert.Empty(file.Kind is null ? [] : Facts<TargetRow>(file));
        Assert.DoesNotContain("0001", file.Kind is null ? "" : Refused(file).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_person_says_of_dates_goes_before_what_is_guessed() =>
        Assert.Equal(new Month(2026, 1), Facts<TargetRow>(Open("quotas.csv", "Sales Rep,From,To,Quota\nAnn,01/01/2026,01/31/2026,10\nAnn,01/02/2026,02/28/2026,10\n", new() { Dates = DateOrder.MonthFirst }))[0].Period.First);

    [Theory]
    [InlineData("Win", "Loss")]
    [InlineData("Closed Win", "Closed Loss")]
    [InlineData("Won!", "Lost!")]
    [InlineData("✅ Won", "❌ Lost")]
    [InlineData("✅Won", "❌Lost")]
    [InlineData("Closed–Won", "Closed–Lost")]
    [InlineData("Closed - Won", "Closed - Lost")]
    [InlineData("CLOSED_WON", "CLOSED_LOST")]
    [InlineData("6. Won (100%)", "7. Lost (0%)")]
    [InlineData("\"Won\"", "*Lost*")]
    [InlineData("closedwon", "closedlost")]
    public void Signs_around_the_word_for_won_and_lost_say_nothing(string won, string lost) =>
        Assert.Equal((OpportunityState.Won, OpportunityState.Lost), (StageWords.StateOf(won), StageWords.StateOf(lost)));

    [Theory]
    [InlineData("Verbal Win")]
    [InlineData("Win Plan")]
    [InlineData("Path to win")]
    [InlineData("Closed")]
    public void A_win_to_come_is_none_yet(string stage) => Assert.Null(StageWords.StateOf(stage));

    [Theory]
    [InlineData("Stage")]
    [InlineData("Status")]
    public void What_is_closed_is_won_or_lost_as_a_column_beside_it_says(string header)
    {
        var rows = Facts<OpportunityRow>(Open("deals.csv", $"Deal Name,Rep,{header},Won?,Amount,Close Date\nA,Ann,Closed,Yes,5,2026-03-14\nB,Ann,Closed,No,5,2026-03-15\nC,Ann,Offer,No,5,2026-12-15\nD,Ann,Offer,,5,2026-12-15\n"));
        Assert.Equal([OpportunityState.Won, OpportunityState.Lost, OpportunityState.Open, OpportunityState.Open], rows.Select(r => r.State!.Value));
        Assert.Equal(new DateOnly(2026, 3, 15), rows[1].Closed);
    }

    [Theory]
    [InlineData("nicht gewonnen")]
    [InlineData("Pas encore gagné")]
    [InlineData("Not won")]
    public void What_is_not_won_is_not_won(string stage) =>
        Assert.NotEqual(OpportunityState.Won, Facts<OpportunityRow>(Open("deals.csv", $"Deal Name,Rep,Stage,Amount,Close Date\nA,Ann,{stage},5,2026-01-02\nB,Ann,Won,5,2026-01-02\n"))[0].State);

    [Theory]
    [InlineData("MIO", 1_500_000)]
    [InlineData("T€", 1_500)]
    public void Amounts_in_millions_are_in_no_currency_of_that_name(string of, int amount)
    {
        var row = Facts<OpportunityRow>(Open("deals.csv", $"Deal Name,Rep,Stage,Amount ({of}),Close Date\nA,Ann,Won,1.5,2026-01-02\n")).Single();
        Assert.Equal((amount, null), (row.Amount!.Value, row.Currency));
    }

    [Theory]
    [InlineData("Actual sales by rep.csv", "Sales Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,100,200,300\n", false)] // What each sold, which nobody was asked for.
    [InlineData("monthly sales.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", false)]
    [InlineData("Sales targets.csv", "Sales Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,100,200,300\n", true)]
    [InlineData("sales plan 2024.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", true)]
    [InlineData("monthly sales.csv", "Sales Rep,Month,Quota\nAnn,2024-01,100\n", true)]
    [InlineData("2024.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", true)]
    public void What_was_sold_is_no_target(string name, string text, bool isTarget) => Assert.Equal(isTarget, Open(name, text).Kind == FactKind.Target);

    [Fact]
    public void A_day_is_the_one_that_is_written_whatever_offset_stands_behind_it()
    {
        var deal = Facts<OpportunityRow>(Open("deals.csv", "Id,Name,StageName,Amount,CloseDate,CreatedDate,OwnerId\n1,Acme,Closed Won,30000,2026-04-01T00:00:00.000+02:00,2026-01-20T23:30:00.000-05:00,7\n")).Single();
        Assert.Equal((new DateOnly(2026, 1, 20), new DateOnly(2026, 4, 1)), (deal.Opened!.Value, deal.Closed!.Value));
        var call = Facts<ActivityRow>(Open("calls.csv", "Activity Type,Activity Date,Salesperson,Subject\nCall,2026-04-01T00:30:00+02:00,Ann,Hello\n")).Single();
        Assert.Equal((new DateOnly(2026, 4, 1), new TimeOnly(0, 30)), (call.Date, call.Start!.Value));
        var change = Facts<OpportunityChangeRow>(Open("history.csv", "Opportunity ID,Changed At,New Stage,New Close Date\n1,2026-04-01T00:00:00+02:00,Negotiation,2026-06-01T00:00:00+02:00\n")).Single();
        Assert.Equal((new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero), new DateOnly(2026, 6, 1)), (change.At, change.ExpectedClose!.Value)); // When something changed is an instant.
    }

    [Fact]
    public void Days_counted_as_a_workbook_counts_them_are_days_where_the_whole_column_is()
    {
        var row = Facts<OpportunityRow>(Open("deals.csv", "Deal Name,Rep,Stage,Amount,Created Date,Close Date\nA,Ann,Won,5,44565,44597\n")).Single();
        Assert.Equal((new DateOnly(2022, 1, 4), new DateOnly(2022, 2, 5)), (row.Opened!.Value, row.Closed!.Value));
        Assert.Contains("44565", Refused(Open("deals.csv", "Deal Name,Rep,Stage,Amount,Close Date\nA,Ann,Won,5,44565\nB,Ann,Won,5,2022-01-05\n")).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_referred_to_comes_first_and_what_is_no_fact_is_said()
    {
        Write("b_deals.csv", "Deal Name,Rep,Stage,Amount\nA,Ann,Won,5\n");
        Write("c_people.csv", "Name,Team,Job Title\nAnn,North,Rep\n");
        Write("a_activities.csv", "Activity Type,Activity Date,Salesperson,Subject\nCall,2024-01-02,Ann,Hello\n");
        Write("readme.md", "words");
        Write("empty.csv", "");
        Write("only_header.csv", "Deal Name,Rep,Stage,Amount\n");
        var files = SourceSet.Open([PathOf("")], new()).Files;
        Assert.Equal([FactKind.Person, FactKind.Opportunity, FactKind.Activity, null, null, null], files.Select(f => f.Kind));
        Assert.All(files.Skip(3), f => Assert.NotEmpty(f.ReasonLeft!));
        Assert.Throws<RefusedException>(() => SourceSet.Open([PathOf("absent")], new()));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Every_encoding_gives_the_same_letters(string name)
    {
        foreach (var mark in (bool[])[false, true])
        {
            Encoding encoding = name switch
            {
                "utf-8" => new UTF8Encoding(mark),
                "utf-16" => new UnicodeEncoding(false, mark),
                "utf-16BE" => new UnicodeEncoding(true, mark),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            };
            var file = Open("deals.csv", "Deal Name,Rep,Stage,Amount\nCafé,José,Won,5\nMüsli,Zoë,Won,6\n", encoding: encoding);
            Assert.Equal(["Café José", "Müsli Zoë"], Facts<OpportunityRow>(file).Select(r => $"{r.Name} {r.Salesperson.Name}"));
        }
    }

    [Fact]
    public void A_refused_row_names_its_line_though_quoted_cells_hold_line_ends()
    {
        var file = Open("deals.csv", "Deal Name,Rep,Stage,Amount\r\n\"Two\r\nlines\",Ann,Won,5\r\nB,Ann,Won\r\nC,Ann,Won,5,too much\r\n\"D,Ann,Won,5\r\nE,Ann,Won,7\r\n");
        Assert.Equal(["Two\r\nlines", "E"], Facts<OpportunityRow>(file).Select(r => r.Name));
        Assert.Equal([(4, "The row has 3 cells"), (5, "The row has 5 cells"), (6, "A quotation mark is")], Refused(file).Select(r => (r.Line, r.Reason[..19])));
    }

    [Fact]
    public void A_mapping_made_by_hand_keeps_the_months_of_a_wide_table()
    {
        const string Text = "Wer,Year,M01,M02,M03\nAnn,2026,10,20,30\n";
        var mapping = new RememberedMapping(FactKind.Target, "generic", new Dictionary<string, string> { ["salesperson"] = "Wer", ["year"] = "Year" });
        var signature = RecognisedFile.SignatureOf(["Wer", "Year", "M01", "M02", "M03"]);
        var file = Open("ziele.csv", Text, new() { Remembered = new Dictionary<string, RememberedMapping> { [signature] = mapping } });
        Assert.Equal([10m, 20, 30], Facts<TargetRow>(file).Select(r => r.Revenue!.Value));
    }
}
