using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>Statements keep the plan they were prepared with.</summary>
public static class StablePlans
{
    private const int EnableStablePlans = 1007;   // SQLITE_DBCONFIG_ENABLE_QPSG

    /// <summary>Without it SQLite prepares a statement anew whenever a value is bound that its plan might turn on, such as that of every LIMIT.</summary>
    public static void KeepPlans(this SqliteConnection db) => SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(db.Handle, EnableStablePlans, 1, out _), db.Handle);
}
