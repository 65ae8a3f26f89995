using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>Failures of the disk or of the log's store after which the same may succeed.</summary>
internal static class PassingFailures
{
    private const int PrimaryCode = 0xFF;

    public static bool Include(Exception e) => e switch
    {
        SqliteException sqlite => (sqlite.SqliteErrorCode & PrimaryCode)
            is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM,
        DbException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };
}
