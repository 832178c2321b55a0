using Plumbline.Importing.Facts;
using Plumbline.Pipeline;

namespace Plumbline.Importing;

/// <summary>The words of files: headers and totals in other languages, and what stages and states mean.</summary>
public class WordsOfFilesTests : FilesOfTests
{
    [Theory]
    [InlineData("Gesamtsumme;;;;40000,00;;")]
    [InlineData("Total général (2);;;;40000,00;;")]
    [InlineData("Summe;2 Projekte;;;40.000,00 €;;")]
    [InlineData(";;Gesamt:;;40000,00;;")]
    [InlineData(";;Total;;40000,00;;")]
    [InlineData("2;;Suma total;;40000,00;;")]
    public void A_line_of_totals_is_known_in_other_languages_and_in_any_column(string totals)
    {
        var file = Open("deals.csv", $"Kunde;Projekt;Verkäufer;Phase;Betrag;Angelegt am;Abschlussdatum\nAcme;Acme 2026;Ann;gewonnen;30000,00;20.01.2026;14.03.2026\nSuma;Suma 2026;Ann;offen;10000,00;21.01.2026;20.12.2026\n{totals}\n");
        Assert.Equal(["Acme 2026", "Suma 2026"], Facts<OpportunityRow>(file).Select(r => r.Name!)); // A customer may be called so.
        Assert.Equal(("1 row left: a line of totals.", 0), (Assert.Single(file.RowsLeft), Refused(file).Count));
    }

    [Fact]
    public void A_won_date_of_a_deal_that_is_said_to_be_open_is_the_day_that_is_expected()
    {
        var rows = Facts<OpportunityRow>(Open("deals.csv", "Deal Name,Rep,Stage,Status,Amount,Won Date\nA,Ann,Offer,Open,5,2026-06-30\nB,Ann,Offer,,5,2026-03-14\n"));
        Assert.Equal([(OpportunityState.Open, new DateOnly(2026, 6, 30), null), (OpportunityState.Won, null, new DateOnly(2026, 3, 14))], rows.Select(r => (r.State!.Value, r.ExpectedClose, r.Closed)).Cast<(OpportunityState, DateOnly?, DateOnly?)>());
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
    public void What_no_word_tells_of_a_stage_the_person_says()
    {
        const string Text = "Deal Name,Rep,Stage,Amount,Close Date\nA,Ann,PO received,5,2024-01-02\nB,Ann,No interest,5,2024-01-03\nC,Ann,Quote sent,5,2024-01-04\n";
        Assert.All(Facts<OpportunityRow>(Open("deals.csv", Text)), r => Assert.Equal(OpportunityState.Open, r.State));
        Assert.Equal([OpportunityState.Won, OpportunityState.Lost, OpportunityState.Open], Facts<OpportunityRow>(Open("deals.csv", Text, new() { Stages = new(["po received"], ["No interest"]) })).Select(r => r.State!.Value));
    }

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
}
