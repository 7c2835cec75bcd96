using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Tests.Sources;

public sealed class FileStatusTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_FileFolderDeviceAndMountPoint_TellsThemApart()
    {
        var file = _folder.Write("a.txt", "text");
        File.CreateSymbolicLink(_folder["link"], "a.txt");
        FileStatus.Of(file).ShouldBe(new FileStatus(IsRegular: true, IsMountPoint: false));
        FileStatus.Of(_folder["link"]).ShouldBe(new FileStatus(IsRegular: true, IsMountPoint: false));
        FileStatus.Of(_folder.Path).ShouldBe(new FileStatus(IsRegular: false, IsMountPoint: false));
        FileStatus.Of("/dev/null").ShouldNotBeNull().IsRegular.ShouldBeFalse();
        FileStatus.Of("/proc").ShouldBe(new FileStatus(IsRegular: false, IsMountPoint: true));
        FileStatus.Of(_folder["gone"]).ShouldBeNull();
    }

    [Fact]
    public void MayWrite_TempFolder_IsTrueAndProcIsNot()
    {
        FileStatus.MayWrite(_folder.Path).ShouldBeTrue();
        FileStatus.MayWrite("/proc/sys/kernel/gone").ShouldBeFalse();
    }
}
