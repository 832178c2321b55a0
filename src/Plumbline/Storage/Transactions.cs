namespace Plumbline.Storage;

internal static class Transactions
{
    extension(PlumblineDb db)
    {
        /// <summary>Does work that saves more than once as one: all of it stands, or nothing. Work within such work belongs to the outer one.</summary>
        public async Task AllOrNothing(Func<Task> work, CancellationToken cancel)
        {
            if (db.Database.CurrentTransaction is not null)
            {
                await work();
                return;
            }

            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await work();
                await db.RaiseVersion(cancel);
                await transaction.CommitAsync(cancel);
            }
            catch (Exception failed) when (DiskTrouble.Of(failed) is { } refused)
            {
                throw refused;
            }
        }
    }
}
