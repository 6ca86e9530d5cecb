/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-module-finder.h"
#include "desk-test-files.h"
#include "desk-ukey-module.h"

#include <glib/gstdio.h>

#include <string.h>
#include <unistd.h>

/* A computer of its own below a temporary directory. */
typedef struct {
  char *root; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = desk_test_files_make_directory ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_files_remove (fixture->root);
  g_free (fixture->root);
}

static void
put (Fixture *fixture, const char *path, const char *content)
{
  g_autofree char *full = g_strconcat (fixture->root, path, NULL);
  g_autofree char *directory = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, content, -1, NULL));
}

/* "OpenSC|/usr/lib/opensc-pkcs11.so" of each, in order. */
static void
assert_finds (Fixture *fixture, DeskUkeyModuleOrigin origin, const char *const *expected)
{
  g_autoptr (GPtrArray) found = desk_module_finder_find (fixture->root);
  guint n = 0;

  for (guint i = 0; i < found->len; i++) {
    const DeskUkeyModule *module = g_ptr_array_index (found, i);
    g_autofree char *text = NULL;

    if (desk_ukey_module_get_origin (module) != origin)
      continue;
    g_assert_true (g_str_has_prefix (desk_ukey_module_get_path (module), fixture->root));
    text = g_strconcat (desk_ukey_module_get_name (module), "|",
                        desk_ukey_module_get_path (module) + strlen (fixture->root), NULL);
    g_assert_cmpstr (text, ==, expected[n]);
    g_assert_null (desk_ukey_module_get_arguments (module));
    n++;
  }

  g_assert_null (expected[n]);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = desk_module_finder_find (fixture->root);

  g_assert_cmpuint (found->len, ==, 0);
}

/* Where each family of distributions has it. */
static void
test_opensc (Fixture *fixture, gconstpointer data)
{
  static const char *const fedora[] = { "OpenSC|/usr/lib64/opensc-pkcs11.so", NULL };
  static const char *const arch[] = { "OpenSC|/usr/lib/opensc-pkcs11.so", NULL };

  put (fixture, "/usr/lib/opensc-pkcs11.so", "");
  assert_finds (fixture, DESK_UKEY_MODULE_OPENSC, arch);
  put (fixture, "/usr/lib64/opensc-pkcs11.so", "");
  assert_finds (fixture, DESK_UKEY_MODULE_OPENSC, fedora);
}

/* Debian: a directory for this processor, another one for its 32-bit sibling. */
static void
test_multiarch (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[]
      = { "OpenSC|/usr/lib/" DESK_CPU_FAMILY "-linux-gnu/pkcs11/opensc-pkcs11.so", NULL };

  put (fixture, "/usr/lib/another-linux-gnu/opensc-pkcs11.so", "");
  put (fixture, "/usr/lib/" DESK_CPU_FAMILY "-linux-gnu/pkcs11/opensc-pkcs11.so", "");
  assert_finds (fixture, DESK_UKEY_MODULE_OPENSC, expected);
}

static void
test_vendors (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[]
      = { "Longmai GM3000|/opt/apps/com.longmai.gm3000user/files/lib/libgm3000_pkcs11.so",
          "Feitian ePass3003|/opt/feitian/lib/libshuttle_p11v220.so.1.0.0", NULL };

  put (fixture, "/opt/apps/com.longmai.gm3000user/files/lib/libgm3000_pkcs11.so", "");
  put (fixture, "/opt/apps/com.longmai.gm3000user/files/lib/libgm3000.1.0.so", "");
  put (fixture, "/opt/feitian/lib/libshuttle_p11v220.so.1.0.0", "");
  assert_finds (fixture, DESK_UKEY_MODULE_VENDOR, expected);
}

/* One file under two names is one driver, of its first kind. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  static const char *const opensc[] = { "OpenSC|/usr/lib64/opensc-pkcs11.so", NULL };
  static const char *const registered[] = { NULL };
  g_autofree char *target = g_build_filename (fixture->root, "usr/lib64/opensc-pkcs11.so", NULL);
  g_autofree char *link_path = g_build_filename (fixture->root, "usr/lib64/pkcs11", NULL);
  g_autofree char *link_name = g_build_filename (link_path, "other-name.so", NULL);

  put (fixture, "/usr/lib64/opensc-pkcs11.so", "");
  put (fixture, "/usr/share/p11-kit/modules/opensc.module", "module: other-name.so\n");
  g_assert_cmpint (g_mkdir_with_parents (link_path, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link_name), ==, 0);

  assert_finds (fixture, DESK_UKEY_MODULE_OPENSC, opensc);
  assert_finds (fixture, DESK_UKEY_MODULE_P11_KIT, registered);
}

static void
test_registered (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "softhsm2|/usr/lib64/pkcs11/libsofthsm2.so", NULL };

  put (fixture, "/usr/lib64/pkcs11/libsofthsm2.so", "");
  put (fixture, "/usr/lib64/pkcs11/p11-kit-trust.so", "");
  put (fixture, "/usr/lib64/pkcs11/p11-kit-client.so", "");
  put (fixture, "/usr/lib64/pkcs11/libtpm2_pkcs11.so.1", "");
  put (fixture, "/usr/lib64/pkcs11/other.so", "");
  put (fixture, "/usr/share/p11-kit/modules/softhsm2.module",
       "# a comment\n\n module : libsofthsm2.so \n");
  put (fixture, "/usr/share/p11-kit/modules/p11-kit-trust.module",
       "module: p11-kit-trust.so\ntrust-policy: yes\n");
  put (fixture, "/usr/share/p11-kit/modules/p11-kit-client.module", "module: p11-kit-client.so\n");
  put (fixture, "/usr/share/p11-kit/modules/tpm2.module", "module: libtpm2_pkcs11.so.1\n");
  put (fixture, "/usr/share/p11-kit/modules/remote.module",
       "module: other.so\nremote: |ssh somewhere\n");
  put (fixture, "/usr/share/p11-kit/modules/gone.module", "module: gone.so\n");
  put (fixture, "/usr/share/p11-kit/modules/empty.module", "");
  put (fixture, "/usr/share/p11-kit/modules/odd.module", "module:\n:\n\n");
  put (fixture, "/usr/share/p11-kit/modules/readme.txt", "module: other.so\n");
  assert_finds (fixture, DESK_UKEY_MODULE_P11_KIT, expected);
}

/* The administrator's file stands for the package's. */
static void
test_override (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "driver|/usr/lib64/pkcs11/new.so", NULL };

  put (fixture, "/usr/lib64/pkcs11/old.so", "");
  put (fixture, "/usr/lib64/pkcs11/new.so", "");
  put (fixture, "/usr/share/p11-kit/modules/driver.module", "module: old.so\n");
  put (fixture, "/etc/pkcs11/modules/driver.module", "module: new.so\n");
  assert_finds (fixture, DESK_UKEY_MODULE_P11_KIT, expected);
}

static void
test_absolute (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->root, "opt", "maker", "token.so", NULL);
  g_autofree char *line = g_strdup_printf ("module: %s\n", path);
  static const char *const expected[] = { "maker|/opt/maker/token.so", NULL };

  put (fixture, "/opt/maker/token.so", "");
  put (fixture, "/etc/pkcs11/modules/maker.module", line);
  assert_finds (fixture, DESK_UKEY_MODULE_P11_KIT, expected);
}

/* A directory that is named like a driver is none. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { NULL };

  put (fixture, "/usr/lib64/opensc-pkcs11.so/file", "");
  assert_finds (fixture, DESK_UKEY_MODULE_OPENSC, expected);
}

/* Vendors before OpenSC before what is registered. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Longmai GM3000", "OpenSC", "softhsm2" };
  g_autoptr (GPtrArray) found = NULL;

  put (fixture, "/usr/lib64/pkcs11/libsofthsm2.so", "");
  put (fixture, "/usr/share/p11-kit/modules/softhsm2.module", "module: libsofthsm2.so\n");
  put (fixture, "/usr/lib64/opensc-pkcs11.so", "");
  put (fixture, "/opt/lm-gm3000/lib/libgm3000_pkcs11.so", "");

  found = desk_module_finder_find (fixture->root);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (desk_ukey_module_get_name (g_ptr_array_index (found, i)), ==, names[i]);
}

/* This computer: whatever is there, it can be looked for. */
static void
test_real (void)
{
  g_autoptr (GPtrArray) found = desk_module_finder_find (NULL);

  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", desk_ukey_module_get_path (g_ptr_array_index (found, i)));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/ukey/module-finder/nothing", test_nothing);
  add ("/ukey/module-finder/opensc", test_opensc);
  add ("/ukey/module-finder/multiarch", test_multiarch);
  add ("/ukey/module-finder/vendors", test_vendors);
  add ("/ukey/module-finder/link", test_link);
  add ("/ukey/module-finder/registered", test_registered);
  add ("/ukey/module-finder/override", test_override);
  add ("/ukey/module-finder/absolute", test_absolute);
  add ("/ukey/module-finder/no-file", test_no_file);
  add ("/ukey/module-finder/order", test_order);
  g_test_add_func ("/ukey/module-finder/real", test_real);
  return g_test_run ();
}
