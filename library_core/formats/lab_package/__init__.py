"""Labs as they are sent: the folder of a lab in one zip archive, with the files of a page if it has one."""
