export const names: readonly string[] = (
  'Ada Aisha Alba Amir Ana Anton Arun Ben Bruno Carla Carmen Chen Clara Dana Daniel David Dina Elena Eli Emil Emma Erik ' +
  'Eva Farah Felix Finn Grace Hana Hugo Ida Ines Ivan Jack Jamal Jana Jonas Juan Kai Karim Kofi Laila Lars Lea Leo Lin ' +
  'Lucia Luis Maja Malik Marco Maria Maya Mei Mia Milo Mina Nadia Nina Noah Nora Olga Omar Oscar Pablo Paul Petra Priya ' +
  'Rami Ravi Rosa Ruth Sam Sara Sofia Tara Theo Tom Vera Yara Zoe'
).split(' ');

export const jobs: readonly string[] = (
  'nurse,teacher,driver,student,cook,clerk,farmer,baker,painter,writer,builder,waiter,mechanic,gardener,designer,lawyer,' +
  'dentist,singer,tailor,pilot,librarian,plumber,cleaner,manager'
).split(',');

export const feelings: readonly string[] =
  'lonely,tired,angry,sad,restless,worried,bored,ashamed,lost,nervous,empty,jealous,guilty,hopeless,confused,tense'.split(
    ',',
  );
