using System.Threading.RateLimiting;

namespace Plumbline.People;

/// <summary>How often one account may be tried from anywhere, right or wrong, beside the lock after failures.</summary>
internal sealed class AttemptLimit : IDisposable
{
    /// <summary>Attempts in a minute.</summary>
    public const int PerMinute = 20;

    private readonly PartitionedRateLimiter<string> _accounts = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Refuses where the account was tried too often; whether there is such an account plays no part.</summary>
    public void Count(string account)
    {
        using var permit = _accounts.AttemptAcquire(account.Trim().ToUpperInvariant());
        Refuse.Unless(permit.IsAcquired, Refusal.NotAllowed, "Too many attempts. Wait a minute, then try again.");
    }

    public void Dispose() => _accounts.Dispose();
}
