using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Plumbline.Cosell;

public class DesignationTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly DesignationTerms _terms = new() { Vendor = "Hearth", Name = "Baking", Needed = 70, LeastEach = 1 };
    private static readonly DesignationCategory _deals = new("deals", "New customers", CategoryKind.Deals, 30, "", "Ovens");
    private static readonly DesignationCategory _people = new("people", "Certified people", CategoryKind.Training, 40, "", "");
    private static readonly DesignationCategory _use = new("use", "Use", CategoryKind.CustomerSuccess, 30, "", "");

    [Fact]
    public void It_is_held_with_enough_points_and_the_least_in_every_category()
    {
        var designation = Some();
        Assert.False(designation.IsHeld);
        Note(designation, _today, 30, 40, 0.5m);
        Assert.Equal((70.5m, 0m, 0.5m, false), (designation.Total, designation.ToGo, designation.Lacks(_use), designation.IsHeld));
        Note(designation, _today, 29, 40, 1);
        Assert.Equal((70m, true, 29m), (designation.Total, designation.IsHeld, designation.RoomIn(_use)!.Value));
        Note(designation, _today, 28, 40, 1);
        Assert.Equal((1m, false), (designation.ToGo, designation.IsHeld));
    }

    [Fact]
    public void An_older_reading_changes_nothing_of_how_it_stands()
    {
        var designation = Some();
        Note(designation, new(2026, 11, 20), 30, 39, 1);
        Note(designation, new(2026, 10, 20), 1, 1, 1);
        Assert.Equal((70m, new DateOnly(2026, 11, 20)), (designation.Total, designation.AsOf!.Value));
    }

    [Fact]
    public void Points_of_a_category_that_is_gone_do_not_count_any_more()
    {
        var designation = Some();
        var reading = new DesignationReading(designation, _today, [new("deals", 30), new("people", 40), new("use", 5)], 1, _today);
        designation.Follow(reading);
        Assert.Equal((75m, 75m), (designation.Total, reading.TotalOf(designation)));
        designation.Write(_terms, [_deals, _people]);
        Assert.Equal((70m, 70m), (designation.Total, reading.TotalOf(designation)));
    }

    [Fact]
    public void Points_that_cannot_be_are_refused_at_their_category()
    {
        var designation = Some();
        Assert.Equal("Day", Refused(() => Note(designation, _today.AddDays(1), 1, 1, 1)).Field);
        Assert.Equal("Rows[1].Points", Refused(() => Note(designation, _today, 1, 41, 1)).Field);
        Assert.Equal("Rows[0].Points", Refused(() => Note(designation, _today, -1, 1, 1)).Field);
        Assert.Equal("Rows[2].Points", Refused(() => _ = new DesignationReading(designation, _today, [new("deals", 1), new("people", 1)], 1, _today)).Field);
        Assert.Null(designation.AsOf);
    }

    [Fact]
    public void What_a_vendor_cannot_ask_is_refused()
    {
        var designation = Some();
        foreach (var (field, terms, categories) in new (string, DesignationTerms, DesignationCategory[])[]
        {
            ("Vendor", _terms with { Vendor = "" }, [_deals]), ("Name", _terms with { Name = "" }, [_deals]), ("Needed", _terms with { Needed = 0 }, [_deals]), ("Needed", _terms, [_deals]), ("LeastEach", _terms with { LeastEach = -1 }, [_deals]),
            ("Rows[0].Name", _terms, []), ("Rows[1].Name", _terms, [_people, _use with { Name = "certified PEOPLE" }]), ("Rows[0].Most", _terms, [_people with { Most = 0 }]), ("Rows[0].Most", _terms with { LeastEach = 50 }, [_people]),
        })
        {
            Assert.Equal(field, Refused(() => designation.Write(terms, categories)).Field);
        }

        Assert.Equal(3, designation.Categories.Count);
        designation.Write(_terms, [_deals with { Most = null }]); // What is not known holds nobody up.
    }

    [Fact]
    public void A_start_names_areas_and_has_no_points()
    {
        var at = 0;
        var all = StartingDesignations.All(() => $"k{at++}");
        Assert.Equal(6, all.Select(d => d.Name).Distinct().Count());
        Assert.All(all, d => Assert.True(d is { AsOf: null, IsHeld: false, Total: 0, Terms: { Needed: 70, LeastEach: 1, Note: not "" } } && d.Categories.All(c => c.Most is null)));
    }

    [Property]
    public Property It_is_held_just_where_nothing_is_missing(byte deals, byte people, byte use)
    {
        var designation = Some();
        Note(designation, _today, deals % 31, people % 41, use % 31);
        var missing = CosellWords.Missing(designation);
        return (designation.IsHeld == (missing.Count == 0) && designation.Total + designation.ToGo >= 70 && designation.Categories.All(c => designation.PointsIn(c) + designation.RoomIn(c) == c.Most)).ToProperty();
    }

    private static Designation Some()
    {
        var designation = new Designation("k");
        designation.Write(_terms, [_deals, _people, _use]);
        return designation;
    }

    private static void Note(Designation designation, DateOnly day, decimal deals, decimal people, decimal use) =>
        designation.Follow(new(designation, day, [new("deals", deals), new("people", people), new("use", use)], 1, _today));

    private static RefusedException Refused(Action act) => Assert.Throws<RefusedException>(act);
}
