using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Scoring;

/// <summary>A booking, or the part of it that is credited to someone.</summary>
internal sealed class BookingPart
{
    public required long BookingId { get; init; }

    /// <summary>Who is credited; null for the whole booking.</summary>
    public long? SalespersonId { get; init; }

    public required DateOnly Date { get; init; }

    public long? AccountId { get; init; }

    public long? ProductId { get; init; }
}

/// <summary>What a fact adds to the results; 0 where it names no account or product.</summary>
internal readonly record struct FactResult(DateOnly Date, long AccountId, long ProductId, Tally Tally);

/// <summary>The facts of a period that make up the figures of a scope, found by index. A person's facts count for the team that the person was in on their day.</summary>
internal sealed class ScopedFacts
{
    private readonly PlumblineDb _db;
    private readonly Period _period;
    private readonly bool _isCompany;
    private readonly bool _hasNobodys;
    private readonly IReadOnlyList<(DateOnly From, DateOnly Until, long[] People)> _stays;
    private readonly long[] _atEnd;
    private readonly Func<long, DateOnly, bool> _holds;

    public ScopedFacts(PlumblineDb db, Colleagues people, Period period, ScoreScope scope, DateOnly today)
    {
        (_db, _period, _isCompany) = (db, period, scope.IsCompany);
        var teams = scope.TeamId is { } team ? people.WithSubteams(team) : null;
        _hasNobodys = scope.PersonId is null or 0 && scope.TeamId is null or 0;
        long[] whose = scope.PersonId switch { null => [.. people.People.Select(p => p.Id)], 0 => [], { } id => [id] };
        var end = Scoreboard.EndOf(period, today);
        _holds = (person, day) => _isCompany || (person == 0 ? _hasNobodys : whose.Contains(person) && teams?.Contains(people.Roster.TeamOn(person, day)) != false);
        _stays = _isCompany ? []
            : [
                .. whose.SelectMany(p => people.Roster.Stays(p, period.FirstDay, period.LastDay).Where(s => teams?.Contains(s.TeamId) != false).Select(s => (s.From, s.Until, Person: p)))
                    .GroupBy(s => (s.From, s.Until), s => s.Person).Select(g => (g.Key.From, g.Key.Until, g.ToArray())),
            ];
        _atEnd = [.. whose.Where(p => teams?.Contains(people.Roster.TeamOn(p, end)) != false)];
    }

    /// <summary>Opportunities won or lost in the period.</summary>
    public IQueryable<Opportunity> Closed()
    {
        var (first, last) = (_period.FirstDay, _period.LastDay);
        var closed = _db.Opportunities.AsNoTracking().Where(o => o.State != OpportunityState.Open && o.Closed >= first && o.Closed <= last);
        return _isCompany ? closed : closed.Where(Any(
            _stays.Select(s => (Expression<Func<Opportunity, bool>>)(o => o.SalespersonId != null && EF.Parameter(s.People).Contains(o.SalespersonId.Value) && o.Closed >= s.From && o.Closed <= s.Until)),
            o => o.SalespersonId == null));
    }

    /// <summary>Opportunities that stood open at the period's end, by the rule of <see cref="Counting"/>: those still open, and those closed in a later month.</summary>
    public IQueryable<Opportunity> Open()
    {
        var last = _period.LastDay;
        var open = _db.Opportunities.AsNoTracking().Where(o => (o.State == OpportunityState.Open && (o.Opened == null || o.Opened <= last)) || (o.State != OpportunityState.Open && o.Opened <= last && o.Closed > last));
        return _isCompany ? open : open.Where(Any<Opportunity>(
            [o => o.SalespersonId != null && EF.Parameter(_atEnd).Contains(o.SalespersonId.Value)],
            o => o.SalespersonId == null));
    }

    /// <summary>Bookings of the period: whole ones for the company, else the parts credited in the scope.</summary>
    public IQueryable<BookingPart> Bookings()
    {
        var (first, last) = (_period.FirstDay, _period.LastDay);
        var bookings = _db.Bookings.AsNoTracking().Where(b => b.Date >= first && b.Date <= last);
        if (_isCompany)
        {
            return bookings.Select(b => new BookingPart { BookingId = b.Id, SalespersonId = (long?)null, Date = b.Date, AccountId = b.AccountId, ProductId = b.ProductId });
        }

        var parts = _hasNobodys
            ? from b in bookings
              from c in _db.BookingCredits.Where(c => c.BookingId == b.Id).DefaultIfEmpty()
              select new Credited { Booking = b, Credit = c }
            : from b in bookings
              join c in _db.BookingCredits on b.Id equals c.BookingId
              select new Credited { Booking = b, Credit = c };
        return parts
            .Where(Any(
                _stays.Select(s => (Expression<Func<Credited, bool>>)(p => EF.Parameter(s.People).Contains(p.Credit!.SalespersonId) && p.Credit.Date >= s.From && p.Credit.Date <= s.Until)),
                p => p.Credit == null))
            .Select(p => new BookingPart { BookingId = p.Booking.Id, SalespersonId = p.Credit!.SalespersonId, Date = p.Booking.Date, AccountId = p.Booking.AccountId, ProductId = p.Booking.ProductId });
    }

    /// <summary>What each fact of the period adds to the results of the scope, one after the other.</summary>
    public async IAsyncEnumerable<FactResult> Results(Counting counting, BookingsFrom bookingsFrom, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var opportunity in Closed().AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new(opportunity.Closed!.Value, opportunity.AccountId ?? 0, opportunity.ProductId ?? 0, counting.ResultOf(opportunity));
        }

        if (bookingsFrom == BookingsFrom.WonOpportunities)
        {
            yield break;
        }

        var bookings = _db.Bookings.AsNoTracking().Where(b => Bookings().Any(p => p.BookingId == b.Id));
        var credits = (await _db.BookingCredits.AsNoTracking().Where(c => bookings.Any(b => b.Id == c.BookingId)).OrderBy(c => c.SalespersonId).ToListAsync(cancel)).ToLookup(c => c.BookingId);
        await foreach (var booking in bookings.AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var (_, tally) in counting.CreditsOf(booking, [.. credits[booking.Id]]).Where(c => _holds(c.SalespersonId, booking.Date)))
            {
                yield return new(booking.Date, booking.AccountId ?? 0, booking.ProductId ?? 0, tally);
            }
        }
    }

    private Expression<Func<T, bool>> Any<T>(IEnumerable<Expression<Func<T, bool>>> someones, Expression<Func<T, bool>> nobodys)
    {
        var fact = Expression.Parameter(typeof(T));
        var any = (_hasNobodys ? someones.Append(nobodys) : someones).Select(one => new Renaming(one.Parameters[0], fact).Visit(one.Body)).ToList();
        return Expression.Lambda<Func<T, bool>>(any.Count == 0 ? Expression.Constant(false) : any.Aggregate(Expression.OrElse), fact);
    }

    private sealed class Credited
    {
        public required Booking Booking { get; init; }

        public BookingCredit? Credit { get; init; }
    }

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
