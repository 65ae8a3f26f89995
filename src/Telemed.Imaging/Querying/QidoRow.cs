using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Dicom.Core;

namespace Telemed.Imaging.Querying;

/// <summary>Builds one result of a query from a row of the index.</summary>
internal sealed class QidoRow(SqliteDataReader row)
{
    /// <summary>The result so far.</summary>
    public DataSet DataSet { get; } = new DataSet().AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");

    public QidoRow Text(Tag tag, int column)
    {
        var bytes = row.IsDBNull(column) ? [] : Encoding.UTF8.GetBytes(row.GetString(column));
        DataSet.Add(new Element(tag, DicomDictionary.VrOf(tag), bytes));
        return this;
    }

    public QidoRow Number(Tag tag, int column)
    {
        if (row.IsDBNull(column)) return this;
        DataSet.AddAscii(tag, Vr.IS, row.GetInt64(column).ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public QidoRow UInt16(Tag tag, int column)
    {
        if (!row.IsDBNull(column) && row.GetInt64(column) is >= 0 and <= ushort.MaxValue and var number) DataSet.AddUInt16(tag, (ushort)number);
        return this;
    }

    public QidoRow Fixed(Tag tag, string value)
    {
        DataSet.AddAscii(tag, DicomDictionary.VrOf(tag), value);
        return this;
    }
}
