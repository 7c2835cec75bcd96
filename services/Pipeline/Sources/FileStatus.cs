using System.Runtime.InteropServices;
using System.Text;

namespace Text2Llm.Pipeline.Sources;

/// <summary>What Linux tells of a file and .NET does not: of what kind it is, and whether something is mounted there.</summary>
/// <param name="IsRegular">Whether it is a file of bytes, and no folder, pipe, socket or device.</param>
/// <param name="IsMountPoint">Whether a file system is mounted there, so that it cannot be moved.</param>
internal readonly record struct FileStatus(bool IsRegular, bool IsMountPoint)
{
    // The layout of struct statx, which is the same on every architecture.
    private const int AttributesOffset = 8;
    private const int ModeOffset = 28;
    private const int Size = 256;

    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const ulong MountRoot = 0x2000;
    private const int Write = 2;
    private const int KindMask = 0xf000;
    private const int Regular = 0x8000;

    /// <summary>The status of what a path leads to, behind links; null when the system does not tell.</summary>
    public static FileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var status = new byte[Size];
        try
        {
            if (Statx(CurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], 0, BasicStats, status) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library from before 2018.
        }

        var mode = BitConverter.ToUInt16(status, ModeOffset);
        return new FileStatus((mode & KindMask) == Regular, (BitConverter.ToUInt64(status, AttributesOffset) & MountRoot) != 0);
    }

    /// <summary>Whether entries may be made in a folder; true when the system does not tell.</summary>
    public static bool MayWrite(string folder) =>
        !OperatingSystem.IsLinux() || Access([.. Encoding.UTF8.GetBytes(folder), 0], Write) == 0;

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);
}
