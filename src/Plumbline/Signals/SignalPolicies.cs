using Microsoft.EntityFrameworkCore;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Signals;

/// <summary>What the company says about a rule, as typed.</summary>
public sealed class RuleInput
{
    /// <summary>The rule's key.</summary>
    public string? Key { get; set; }

    /// <summary>Whether it is told.</summary>
    public bool IsTold { get; set; }

    /// <summary>The number on which it turns.</summary>
    public string? Limit { get; set; }

    /// <summary>The revision that was read; -1 where nothing was said of it.</summary>
    public int Revision { get; set; }
}

/// <summary>All rules as typed.</summary>
public sealed class RulesInput
{
    /// <summary>The rules.</summary>
    public List<RuleInput>? Rules { get; set; }
}

/// <summary>A rule as it works here.</summary>
internal sealed record RuleStanding(SignalRule Rule, SignalPolicy? Policy, int Open)
{
    public decimal Limit => Rule.LimitBy(Policy);
}

/// <summary>Sets by which rules signals are raised, and from where on.</summary>
internal sealed class SignalPolicies(PlumblineDb db, IEnumerable<SignalRule> rules)
{
    private const int None = -1;

    public async Task<IReadOnlyList<RuleStanding>> Read(CancellationToken cancel)
    {
        var policies = await db.Set<SignalPolicy>().AsNoTracking().ToDictionaryAsync(p => p.Rule, cancel);
        var open = await db.Signals.Where(s => s.ResolvedOn == null).GroupBy(s => s.Rule).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return [.. rules.OrderBy(r => r.Group).ThenBy(r => r.Name, StringComparer.Ordinal).Select(r => new RuleStanding(r, policies.GetValueOrDefault(r.Key), open.GetValueOrDefault(r.Key)))];
    }

    public static RulesInput Begin(IReadOnlyList<RuleStanding> standings) => new()
    {
        Rules = [.. standings.Select(s => new RuleInput { Key = s.Rule.Key, IsTold = s.Policy?.IsMuted != true, Limit = s.Rule.Limit is null ? null : Figures.Input(s.Limit), Revision = s.Policy?.Revision ?? None })],
    };

    /// <summary>Saves all rules as typed. Everyone is looked at anew soon after.</summary>
    /// <exception cref="RefusedException">A number is none, or makes no sense, or someone else saved since.</exception>
    public async Task Save(RulesInput input, CancellationToken cancel)
    {
        var policies = await db.Set<SignalPolicy>().ToDictionaryAsync(p => p.Rule, cancel);
        foreach (var (i, typed) in (input.Rules ?? []).Index())
        {
            var rule = rules.FirstOrDefault(r => r.Key == typed.Key) ?? throw RefusedException.NotFound("rule");
            var field = $"Rules[{i}].Limit";
            var policy = policies.GetValueOrDefault(rule.Key);
            Refuse.Stale("the rules", typed.Revision, policy?.Revision ?? None);
            decimal? limit = rule.Limit is null || string.IsNullOrWhiteSpace(typed.Limit) ? null
                : TypedNumber.TryRead(typed.Limit, out var number) ? number
                : throw new RefusedException(Refusal.Invalid, $"“{TypedText.Beginning(typed.Limit)}” is no number.", field);
            if (policy is null)
            {
                policy = new(rule.Key);
                policy.Set(!typed.IsTold, limit, rule.Limit, field);
                if (policy is { IsMuted: false, Limit: null })
                {
                    continue; // As it comes.
                }

                db.Add(policy);
                continue;
            }

            var (wasMuted, was) = (policy.IsMuted, policy.Limit);
            policy.Set(!typed.IsTold, limit, rule.Limit, field);
            if ((policy.IsMuted, policy.Limit) != (wasMuted, was))
            {
                policy.Revision++;
            }
        }

        await db.AllOrNothing(
            async () =>
            {
                await db.SaveChangesAsync(cancel);
                await db.Set<LastSignals>().ExecuteUpdateAsync(set => set.SetProperty(l => l.Day, DateOnly.MinValue), cancel); // Everyone is looked at anew.
            },
            cancel);
    }
}
