using Microsoft.EntityFrameworkCore;

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

        /// <summary>Saves what may only be there once, as a form that is sent twice at the same time: the second meets the first when it is saved.</summary>
        /// <returns>Whether it was saved; false where it was there, which only <paramref name="isThere"/> tells from a fault. Nothing is tracked then.</returns>
        public async Task<bool> SaveUnlessThere(Func<Task> save, Func<Task<bool>> isThere)
        {
            try
            {
                await save();
                return true;
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
                if (await isThere())
                {
                    return false;
                }

                throw;
            }
        }
    }
}
