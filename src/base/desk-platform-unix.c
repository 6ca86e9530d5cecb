/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-platform.h"

#include "desk-id.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static gboolean
fail_errno (GError **error, const char *doing, const char *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s %s: %s", doing, path,
               g_strerror (code));
  return FALSE;
}

gboolean
desk_platform_make_private_directory (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    return fail_errno (error, "making the directory", path);

  return TRUE;
}

static gboolean
sync_directory (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok;

  if (fd < 0)
    return fail_errno (error, "opening", path);

  ok = fsync (fd) == 0 || fail_errno (error, "flushing", path);
  close (fd);
  return ok;
}

static gboolean
write_all (int fd, GBytes *content)
{
  size_t length;
  const char *data = g_bytes_get_data (content, &length);
  size_t done = 0;

  while (done < length) {
    ssize_t n = write (fd, data + done, length - done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    done += (size_t) n;
  }

  return TRUE;
}

gboolean
desk_platform_write_private_file (const char *path, GBytes *content, GError **error)
{
  g_autofree char *suffix = desk_id_random_token (6);
  g_autofree char *temporary = g_strdup_printf ("%s.%s.new", path, suffix);
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return fail_errno (error, "creating", temporary);

  ok = (write_all (fd, content) && fsync (fd) == 0) || fail_errno (error, "writing", temporary);
  if (close (fd) != 0 && ok)
    ok = fail_errno (error, "closing", temporary);
  if (ok && g_rename (temporary, path) != 0)
    ok = fail_errno (error, "renaming", temporary);
  if (!ok) {
    (void) g_unlink (temporary);
    return FALSE;
  }

  return sync_directory (directory, error);
}

/* The file is asked through the descriptor it is then read from, so that no other can take its
 * place in between. */
static gboolean
check_private (int fd, const char *path, size_t maximum, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail_errno (error, "examining", path);

  if (!S_ISREG (status.st_mode) || status.st_uid != geteuid ()
      || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 "%s: not a file that only this user can read (mode 0600)", path);
    return FALSE;
  }

  if (status.st_size == 0 || (size_t) status.st_size > maximum) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not of the expected length",
                 path);
    return FALSE;
  }

  return TRUE;
}

static DeskSecret *
read_whole (int fd, const char *path, size_t maximum, GError **error)
{
  g_autofree char *buffer = g_malloc (maximum);
  size_t done = 0;
  ssize_t n = 0;
  DeskSecret *secret = NULL;

  do {
    n = read (fd, buffer + done, maximum - done);
    done += n > 0 ? (size_t) n : 0;
  } while ((n > 0 && done < maximum) || (n < 0 && errno == EINTR));

  if (n < 0)
    fail_errno (error, "reading", path);
  else
    secret = desk_secret_new (buffer, done);
  desk_secret_wipe (buffer, maximum);

  return secret;
}

DeskSecret *
desk_platform_read_private_file (const char *path, size_t maximum, GError **error)
{
  /* O_NONBLOCK: a named pipe in its place must not hold us up. */
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  DeskSecret *secret = NULL;

  if (fd < 0) {
    fail_errno (error, "opening", path);
    return NULL;
  }

  if (check_private (fd, path, maximum, error))
    secret = read_whole (fd, path, maximum, error);
  close (fd);

  return secret;
}

#define SECRET_MAX_LENGTH 256

/* Byte by byte, so that nothing behind the line is taken from a pipe and no stdio buffer keeps it.
 */
static gssize
read_line (int fd, char *line, size_t size)
{
  size_t length = 0;

  while (length < size) {
    ssize_t n = read (fd, line + length, 1);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0 || line[length] == '\n')
      return (gssize) length;
    length++;
  }

  return (gssize) length;
}

DeskSecret *
desk_platform_read_secret (int fd, const char *prompt, GError **error)
{
  struct termios shown;
  struct termios hidden;
  gboolean is_terminal = tcgetattr (fd, &shown) == 0;
  char line[SECRET_MAX_LENGTH + 1];
  DeskSecret *secret = NULL;
  gssize length;

  if (is_terminal) {
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t) ECHO;
    g_printerr ("%s", prompt);
    tcsetattr (fd, TCSAFLUSH, &hidden);
  }
  length = read_line (fd, line, sizeof line);
  if (is_terminal) {
    tcsetattr (fd, TCSAFLUSH, &shown);
    g_printerr ("\n");
  }

  if (length <= 0 || length > SECRET_MAX_LENGTH)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "nothing usable was entered");
  else
    secret = desk_secret_new (line, (size_t) length);
  desk_secret_wipe (line, sizeof line);
  return secret;
}

struct _DeskPlatformLock {
  int fd; /* owned, locked */
};

#define LOCK_RETRY_MS 10

DeskPlatformLock *
desk_platform_lock_take (const char *path, guint timeout_ms)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  DeskPlatformLock *lock;

  if (fd < 0)
    return NULL;

  for (guint waited = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; waited += LOCK_RETRY_MS) {
    if (waited >= timeout_ms) {
      close (fd);
      return NULL;
    }
    g_usleep (LOCK_RETRY_MS * 1000);
  }

  lock = g_new (DeskPlatformLock, 1);
  lock->fd = fd;
  return lock;
}

void
desk_platform_lock_release (DeskPlatformLock *lock)
{
  close (lock->fd);
  g_free (lock);
}

void
desk_platform_forbid_core_dumps (void)
{
  struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("core dumps could not be switched off: %s", g_strerror (errno));
#ifdef __linux__
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("the process could not be made undumpable: %s", g_strerror (errno));
#endif
}

typedef struct {
  GSourceOnceFunc callback;
  gpointer user_data; /* borrowed */
} Termination;

static gboolean
on_termination (gpointer user_data)
{
  Termination *termination = user_data;

  termination->callback (termination->user_data);
  return G_SOURCE_REMOVE;
}

void
desk_platform_watch_termination (GSourceOnceFunc callback, gpointer user_data)
{
  static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };

  g_return_if_fail (callback != NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++) {
    Termination *termination = g_new (Termination, 1);

    termination->callback = callback;
    termination->user_data = user_data;
    g_unix_signal_add_full (G_PRIORITY_HIGH, numbers[i], on_termination, termination, g_free);
  }
}

void
desk_platform_take_pipes (int *in, int *out)
{
  int nothing = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  *in = fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  *out = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (nothing < 0 || *in < 0 || *out < 0 || dup2 (nothing, STDIN_FILENO) < 0
      || dup2 (STDERR_FILENO, STDOUT_FILENO) < 0)
    g_error ("standard input and output cannot be taken: %s", g_strerror (errno));

  close (nothing);
  signal (SIGPIPE, SIG_IGN);
}

static void
ask_for_parent_death_signal (gpointer user_data)
{
#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGTERM);
#endif
}

void
desk_platform_end_with_parent (GSubprocessLauncher *launcher)
{
  g_return_if_fail (G_IS_SUBPROCESS_LAUNCHER (launcher));

  g_subprocess_launcher_set_child_setup (launcher, ask_for_parent_death_signal, NULL, NULL);
}

void
desk_platform_prepare_pipe (GOutputStream *pipe)
{
  int fd = -1;

  signal (SIGPIPE, SIG_IGN);
  g_object_get (pipe, "fd", &fd, NULL);
  if (!g_unix_set_fd_nonblocking (fd, TRUE, NULL))
    g_warning ("a pipe may block: %s", g_strerror (errno));
}

char *
desk_platform_find_beside (const char *const *places)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = own != NULL ? g_path_get_dirname (own) : g_strdup (".");

  for (; *places != NULL; places++) {
    g_autofree char *path = g_build_filename (directory, *places, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }

  return NULL;
}
